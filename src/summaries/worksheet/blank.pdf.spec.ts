import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type PlacedWord, pdfWords } from '../../../test/support/poppler.js';
import { testWith } from '../../../test/prints/programs.js';
import { clientView } from '../../core/worksheet/client-view.js';
import type { Item, Worksheet } from '../../core/worksheet/definition.js';
import { tailor } from '../../core/worksheet/tailor.js';
import { gridFor, type Paper } from '../../platform/pdf/paper.js';
import { typeset } from '../summary.answers.js';
import { ALL_OF_IT, blankOf, SHIPPED } from './blank.fixtures.js';
import { drawBlankWorksheet } from './blank.pdf.js';
import type { BlankEntry, BlankWorksheet } from './blank.types.js';

const PAPERS: readonly Paper[] = ['LETTER', 'A4'];
const WORKSHEETS = SHIPPED.worksheets.map(({ worksheet }) => worksheet);
interface Form {
  readonly paper: Paper;
  readonly fillable: boolean;
}
const FORMS: readonly Form[] = PAPERS.flatMap((paper) =>
  [false, true].map((fillable) => ({ paper, fillable })),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mendwork-blank-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Field {
  readonly page: number;
  readonly name: string;
  readonly label: string;
  /** Left, top, right, bottom, from the top left corner. */
  readonly box: readonly [number, number, number, number];
}

interface Reading {
  readonly title: string;
  readonly text: string;
  readonly fields: readonly Field[];
  /** The role of the last tagged text of each page. */
  readonly endings: readonly string[];
}

function draw(worksheet: Worksheet, paper: Paper, fillable: boolean): Promise<Buffer> {
  return drawBlankWorksheet(blankOf(worksheet, paper, fillable), { paper });
}

/** A field as pdf.js gives it. */
interface PdfJsField {
  readonly subtype: string;
  readonly rect: readonly [number, number, number, number];
  readonly fieldName: string;
  readonly alternativeText: string;
}

interface Node {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

async function read(pdf: Buffer): Promise<Reading> {
  const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const doc = await loading.promise;
  const { info } = (await doc.getMetadata()) as { info: { Title?: string } };
  const texts: string[] = [];
  const fields: Field[] = [];
  const endings: string[] = [];
  for (let number = 1; number <= doc.numPages; number += 1) {
    const page = await doc.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(...items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : '')));
    const [, , , height = 0] = page.view;
    for (const annotation of await page.getAnnotations()) {
      const { rect, fieldName, alternativeText, subtype } = annotation as PdfJsField;
      expect(subtype).toBe('Widget');
      const [left, bottom, right, top] = rect;
      fields.push({
        page: number,
        name: fieldName,
        label: alternativeText,
        box: [left, height - top, right, height - bottom],
      });
    }
    const roles: string[] = [];
    const walk = (node: Node, heading: string): void => {
      const role = /^H\d$/u.test(node.role ?? '') ? (node.role ?? '') : heading;
      if (node.type === 'content' || node.type === 'annotation') roles.push(role);
      node.children?.forEach((child) => walk(child, role));
    };
    walk(await page.getStructTree(), '');
    endings.push(roles.at(-1) ?? '');
  }
  await loading.destroy();
  return { title: info.Title ?? '', text: texts.join('').replace(/\s+/gu, ' '), fields, endings };
}

/** Everything of a worksheet that a client is to read on it. */
function wordsOf(worksheet: Worksheet): readonly string[] {
  const ofItem = (item: Item): readonly string[] => [
    item.text,
    ...(item.help ? [item.help] : []),
    ...(item.card ? [item.card.text] : []),
    ...('options' in item ? item.options.map(({ label }) => label) : []),
    ...(item.type === 'group' ? item.fields.flatMap(ofItem) : []),
  ];
  return worksheet.sections.flatMap(({ title, intro, items }) => [
    title,
    ...(intro ? [intro] : []),
    ...items.filter(({ type }) => type !== 'computed').flatMap(ofItem),
  ]);
}

/** What the paper says by itself: when to answer, how, and whom to call. */
function addedBy({ parts, help }: BlankWorksheet): readonly string[] {
  const ofEntry = (entry: BlankEntry): readonly (string | undefined)[] => {
    switch (entry.kind) {
      case 'remark':
      case 'reading':
        return [entry.text];
      case 'question':
        return [entry.question.only, entry.question.help, entry.after];
      case 'statements':
      case 'grid':
        return [...entry.lines.map(({ only }) => only), ...Object.values(entry.ends ?? {})];
      case 'rows':
        return [
          entry.prompt.only,
          entry.more,
          ...entry.rows.flatMap(({ title, fields }) => [
            ...(entry.layout === 'table' && !entry.titled ? [] : [title]),
            ...fields.map(({ label }) => label),
          ]),
        ];
    }
  };
  const said = parts.flatMap(({ only, entries }) => [only, ...entries.flatMap(ofEntry)]);
  const called = help?.lines.flatMap(({ who, how }) => [who, how]) ?? [];
  return [...said.filter((words) => words !== undefined), ...called];
}

/** What no client may read on it. */
function keptBack(worksheet: Worksheet): readonly string[] {
  const { therapistNotes, sums = [], gateNote, shareNote, when, sections } = worksheet;
  const clinicians = sections.filter(({ audience }) => audience === 'clinician');
  const flags = sections.flatMap(({ items }) => items.flatMap((item) => item.flags ?? []));
  return [
    ...Object.values(therapistNotes).flatMap((note) => note.split('. ').filter(({ length }) => length > 20)),
    ...clinicians.flatMap(({ title, items }) => [title, ...items.map(({ text }) => text)]),
    ...flags.map(({ code }) => code).filter((code) => code.includes('-')),
    ...sums.map(({ name }) => name).filter((name) => name.length > 20),
    ...[gateNote, shareNote, when].filter((note) => note !== undefined),
    'validated',
  ];
}

/** Two fill a joint sheet in at one table: what each is asked in private around other sheets is not on it. */
function onPaper(worksheet: Worksheet): Worksheet {
  const sections = worksheet.sections.filter(
    ({ id }) => worksheet.share !== 'J' || !/^(open|close)$/u.test(id),
  );
  return { ...worksheet, sections };
}

const plain = (text: string): string => typeset(text).replace(/\s+/gu, ' ').trim();

function overlapping<T>(
  things: readonly T[],
  boxOf: (thing: T) => Field['box'],
): readonly (readonly [T, T])[] {
  return things.flatMap((one, index) =>
    things.slice(index + 1).flatMap((other): readonly (readonly [T, T])[] => {
      const [a, b] = [boxOf(one), boxOf(other)];
      const across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
      const down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
      return across > 0.5 && down > 0.5 ? [[one, other]] : [];
    }),
  );
}

function pagesOf<T extends { readonly page: number }>(things: readonly T[]): readonly (readonly T[])[] {
  const pages: T[][] = [];
  for (const thing of things) (pages[thing.page] ??= []).push(thing);
  return pages.filter((page) => page !== undefined);
}

/** Poppler's box of a word reaches from the tallest letter that its font has down to the lowest. */
function inkOf({ left, right, top, bottom }: PlacedWord): Field['box'] {
  const slack = (bottom - top) * 0.26;
  return [left, top + slack, right, bottom - slack];
}

describe.each(WORKSHEETS.map((worksheet) => [worksheet.id, worksheet] as const))('%s', (_, worksheet) => {
  const shown = onPaper(clientView(tailor(worksheet, ALL_OF_IT)));
  const forms: (Form & { readonly pdf: Buffer; readonly reading: Reading })[] = [];
  beforeAll(async () => {
    for (const form of FORMS) {
      const pdf = await draw(worksheet, form.paper, form.fillable);
      forms.push({ ...form, pdf, reading: await read(pdf) });
    }
  }, 60_000);

  test('says all that a client’s page says of it, and nothing that is for the clinician', () => {
    for (const { paper, fillable, reading } of forms) {
      const { text } = reading;
      for (const words of addedBy(blankOf(worksheet, paper, fillable))) expect(text).toContain(plain(words));
      for (const words of wordsOf(shown)) expect(text).toContain(plain(words));
      for (const words of [shown.title, shown.intro, shown.contentNote ?? '', shown.closing ?? ''])
        expect(text).toContain(plain(words));
      for (const words of keptBack(worksheet)) expect(text).not.toContain(plain(words));
    }
  });

  test('has a field with a name for whatever is asked, none upon another, all on the page', () => {
    for (const { paper, fillable, reading } of forms) {
      const { fields } = reading;
      if (!fillable) {
        expect(fields).toEqual([]);
        continue;
      }
      const names = fields.map(({ name }) => name);
      const asked = shown.sections
        .flatMap(({ items }) => items)
        .filter(({ type, hidden }) => type !== 'info' && type !== 'computed' && !hidden);
      for (const { id } of asked) {
        const name = id.replaceAll('.', '_');
        expect(names.some((own) => own === name || own.startsWith(`${name}_`)) || id).toBe(true);
      }
      expect(fields.filter(({ label }) => !label)).toEqual([]);
      const { left, width, top, footer } = gridFor(paper);
      for (const { box } of fields) {
        expect(box[0]).toBeGreaterThanOrEqual(left - 0.5);
        expect(box[2]).toBeLessThanOrEqual(left + width + 0.5);
        expect(box[1]).toBeGreaterThanOrEqual(top);
        expect(box[3]).toBeLessThanOrEqual(footer);
      }
      expect(pagesOf(fields).flatMap((page) => overlapping(page, ({ box }) => box))).toEqual([]);
    }
  });

  testWith(['qpdf', 'pdftotext'], 'is a sound file; no words run together or off the page', () => {
    for (const { paper, pdf: bytes } of forms) {
      writeFileSync(join(folder, 'form.pdf'), bytes);
      const said = execFileSync('qpdf', ['--check', join(folder, 'form.pdf')], { encoding: 'utf8' });
      expect(said).toContain('No syntax or stream encoding errors found');
      expect(bytes.toString('latin1')).not.toMatch(
        /\/JavaScript|\/JS\b|\/AA\b|SubmitForm|\/Launch|NeedAppearances true/u,
      );
      const words = pdfWords(bytes);
      const { left, width, top, pageHeight } = gridFor(paper);
      for (const word of words) {
        expect(word.left).toBeGreaterThanOrEqual(left - 1);
        expect(word.right).toBeLessThanOrEqual(left + width + 1);
        expect(word.top).toBeGreaterThanOrEqual(top - 4);
        expect(word.bottom).toBeLessThanOrEqual(pageHeight - top + 4);
      }
      expect(pagesOf(words).flatMap((page) => overlapping(page, inkOf))).toEqual([]);
    }
  });

  test('no page ends with a heading, and none with a question whose place is on the next', () => {
    // Lines to write on are decoration, so it is the fields that tell.
    for (const { reading } of forms.filter(({ fillable }) => fillable)) {
      const { endings } = reading;
      expect(endings.filter((role) => role !== '')).toEqual([]);
    }
  });
});

test('the same worksheet is the same to the byte each time, and neither its title nor a name is in its facts', async () => {
  const worksheet = WORKSHEETS.find(({ id }) => id === 'private-checkin') as Worksheet;
  const first = await draw(worksheet, 'A4', true);
  expect((await draw(worksheet, 'A4', true)).equals(first)).toBe(true);
  expect((await read(first)).title).toBe('Worksheet');
  expect(first.toString('latin1')).not.toContain('/Author');
});
