import type { FieldItem, Item, Section, Worksheet } from '../core/worksheet/definition.js';

/**
 * What stands on no paper, decided by the question and never by the answer: that something is missing tells nobody what
 * was said. Rules: the must-not lists of 42 CFR Part 2, HIPAA and the clinic in `docs/security.md`.
 */

/** An item, or a field of a group, where it stands in its worksheet. */
export interface Asked {
  readonly section: Section;
  readonly item: Item | FieldItem;
  /** `members.health` for a field, the item's id otherwise. */
  readonly path: string;
}

/** Says whether a question is printed with its answer. */
export type Prints = (asked: Asked) => boolean;

/** How the client is reached; illness of others; a sponsor's name, and how a meeting is entered. */
const ON_THE_SCREEN_ALONE: Readonly<Record<string, readonly string[]>> = {
  'start-here': [
    'contact.ways',
    'contact.number',
    'contact.times',
    'contact.words',
    'contact.seen',
    'contact.person',
  ],
  'family-history': ['members.health'],
  'support-plan': ['sp.sponsorname', 'sp.meet.place'],
  'loved-one-plan': ['ls.meet.place'],
};

/** How the client is to be reached: no copy of it is to lie anywhere else. */
export const CONTACT_SHEET = 'start-here';

/** What a clinician's print of a worksheet holds: all but what is read on the screen alone. */
export function printsOf({ id }: Pick<Worksheet, 'id'>): (asked: Pick<Asked, 'path'>) => boolean {
  const withheld = ON_THE_SCREEN_ALONE[id] ?? [];
  return ({ path }) => !withheld.includes(path);
}

/** The blocks around each sheet: who may be looking on, and how safe the client is. */
const AROUND: ReadonlySet<string> = new Set(['open', 'risk', 'close']);
/** Flags of questions about fear, harm and pressure at home, and about what the partner must not know. A wish to talk alone is one. */
export const ABOUT_SAFETY = /^(IPV(-[A-Z]+)?|COERCED|PATTERN|REQUEST|SECRET|SAFETY|SURVEIL)$/u;
/** Flags of questions that a device does not keep either: harm to a child, to others and to oneself. */
const NOT_ON_A_DEVICE = /^(CHILD-(NOW|PAST)|HARM-OTHERS|SELF-HARM)$/u;

/**
 * The same asked of a family without a flag: who hurt whom, who broke trust and how, habits, secrets and affairs. Couples
 * and bonds stay away whole: an affair is told by its two names and years as well.
 */
const OF_A_FAMILY: Readonly<Record<string, readonly string[]>> = {
  'family-history': [
    'members.bond',
    'members.habit',
    'members.habitstate',
    'members.secret',
    'members.breaks',
    'couples',
    'bonds',
    'harm.saw',
    'home.affair',
    'home.secrets',
    'home.addiction',
    'home.neglect',
  ],
};

/**
 * What a client's own copy holds. It lies on a device that others may open, so questions about safety are not in it,
 * nor what is private on a sheet that both see in part.
 */
export function keptOnDevice(worksheet: Pick<Worksheet, 'id' | 'share'>): Prints {
  const printed = printsOf(worksheet);
  const ofFamily = OF_A_FAMILY[worksheet.id] ?? [];
  return (asked) =>
    printed(asked) &&
    !ofFamily.some((path) => asked.path === path || asked.path.startsWith(`${path}.`)) &&
    !AROUND.has(asked.section.id) &&
    !asked.item.flags?.some(({ code }) => ABOUT_SAFETY.test(code) || NOT_ON_A_DEVICE.test(code)) &&
    !isPrivateAmongShared(worksheet, asked);
}

/** The same as the paths of all questions that stand in it, of items and of fields. */
export function keptPaths(worksheet: Worksheet): ReadonlySet<string> {
  const kept = keptOnDevice(worksheet);
  const asked = worksheet.sections.flatMap((section) =>
    section.items.flatMap((item) => askedIn(section, item)),
  );
  return new Set(asked.filter(kept).map(({ path }) => path));
}

/** An item with its fields, where it has some. */
export function askedIn(section: Section, item: Item): readonly Asked[] {
  const fields = item.type === 'group' ? item.fields : [];
  return [
    { section, item, path: item.id },
    ...fields.map((field) => ({ section, item: field, path: `${item.id}.${field.id}` })),
  ];
}

function isPrivateAmongShared({ share }: Pick<Worksheet, 'share'>, { item, section }: Asked): boolean {
  const own = ('share' in item ? item.share : undefined) ?? section.share ?? share;
  return share !== 'P' && own === 'P';
}

/**
 * May a copy of this, filled in, lie on a client's device? Not of what is for the clinician alone, nor of how the client
 * is reached, nor where all is left out, as of what one partner was asked apart: where somebody looks through the
 * device, it would say more than any page does.
 */
export function mayBeKept(worksheet: Worksheet): boolean {
  const kept = keptOnDevice(worksheet);
  return (
    worksheet.share !== 'C' &&
    worksheet.id !== CONTACT_SHEET &&
    worksheet.sections.some((section) =>
      section.items.some((item) => item.type !== 'info' && kept({ section, item, path: item.id })),
    )
  );
}
