import type { Answer, Answers, Row } from '../core/worksheet/answers.js';
import type {
  FieldItem,
  GroupItem,
  Item,
  Section,
  ShareClass,
  Worksheet,
} from '../core/worksheet/definition.js';
import { isSkipped } from '../core/worksheet/reading.js';
import { ABOUT_SAFETY, CONTACT_SHEET, printsOf } from './never-printed.js';

/**
 * What of a client's answers may leave the practice. Everything here is decided by the question, never by the answer:
 * that something was left out tells nobody what was said. Rules: the must-not list of `docs/security.md`.
 */

/** For the clinician alone, such as the private check-in; and made by two people, of whom one asks. */
const NOT_ONE_PERSONS: ReadonlySet<ShareClass> = new Set(['C', 'J']);

/** Which meetings somebody went to: proof of attendance, unless the client asks for it. */
const ATTENDANCE_SHEET = 'meeting-log';

/**
 * Who may have been looking on, and what the client wants the therapist to know: asked around every sheet. Besides,
 * whether the client wants to leave, or to talk alone.
 */
const TOLD_TO_THE_THERAPIST: ReadonlySet<string> = new Set([
  'open.private',
  'close.note',
  'pr.line',
  'pr.want',
]);

/** Besides what stands on no print at all: habits and secrets of others, and which meetings the client goes to. */
const OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  'family-history': ['members.habit', 'members.habitstate', 'members.deathnote', 'members.secret'],
  'support-plan': ['sp.meet.meeting'],
};

/** Whether any of a worksheet may leave the practice. */
export function mayLeave({ id, share }: Pick<Worksheet, 'id' | 'share'>): boolean {
  return !NOT_ONE_PERSONS.has(share) && id !== CONTACT_SHEET;
}

/** Whether a worksheet leaves the practice only when it is asked for by name. */
export function leavesByNameAlone({ id }: Pick<Worksheet, 'id'>): boolean {
  return id === ATTENDANCE_SHEET;
}

/** The answers that leave the practice, and how many of the questions that do were skipped. */
export interface Leaving {
  readonly answers: Answers;
  readonly skipped: number;
}

/** Takes out of a submission all that stays: what is withheld, and what was skipped. */
export function leavingAnswers(worksheet: Worksheet, answers: Answers): Leaving {
  const asked = worksheet.sections.filter(sectionLeaves).flatMap(({ items }) => items);
  const leaving = asked.filter((item) => itemLeaves(worksheet, item));
  const kept = leaving.flatMap((item): [string, Answer][] => {
    const answer = answers[item.id];
    if (answer === undefined || isSkipped(answer)) return [];
    return [[item.id, item.type === 'group' ? rowsLeaving(worksheet, item, answer) : answer]];
  });
  return {
    answers: Object.fromEntries(kept),
    skipped: leaving.filter(({ id }) => isSkipped(answers[id])).length,
  };
}

/** A section for the clinician is no part of what the client handed in. */
function sectionLeaves({ audience, share }: Section): boolean {
  return audience !== 'clinician' && !(share && NOT_ONE_PERSONS.has(share));
}

function itemLeaves(worksheet: Worksheet, item: Item, within = ''): boolean {
  // A typed signature is a full name, and rows that are given come from what the two have agreed on.
  if (item.type === 'sign' || item.type === 'dynamic' || (item.type === 'group' && item.given)) return false;
  if (TOLD_TO_THE_THERAPIST.has(item.id)) return false;
  if (item.share && NOT_ONE_PERSONS.has(item.share)) return false;
  if (item.flags?.some(({ code }) => ABOUT_SAFETY.test(code))) return false;
  const path = `${within}${item.id}`;
  return printsOf(worksheet)({ path }) && !OF_OTHERS[worksheet.id]?.includes(path);
}

function rowsLeaving(worksheet: Worksheet, group: GroupItem, answer: Answer): Answer {
  if (!('rows' in answer)) return answer;
  const fields = group.fields.filter((field: FieldItem) => itemLeaves(worksheet, field, `${group.id}.`));
  const rows = answer.rows.map((row): Row => {
    const kept = fields.flatMap(({ id }): [string, Answer][] => {
      const said = row.answers[id];
      return said === undefined || isSkipped(said) ? [] : [[id, said]];
    });
    return { id: row.id, answers: Object.fromEntries(kept) };
  });
  return { rows };
}
