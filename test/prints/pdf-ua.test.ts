import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOCUMENTS } from './documents.js';
import { uaFindings, UA_RULES } from './pdf-ua.js';
import { PrintedFiles } from './printed.js';
import { testWith } from './programs.js';
import { RawPdf } from './raw/raw-pdf.js';
import { FAULTS, type Spoilt } from './ua/faults.js';

/** Each rule that files are held to is seen to fail, on a sound file with one fault in it. */

const NAMES: Record<Spoilt, string> = { summary: 'week-letter', form: 'worksheet-fillable' };
const files = new PrintedFiles();
const sound = new Map<Spoilt, RawPdf>();

beforeAll(async () => {
  for (const [spoilt, name] of Object.entries(NAMES) as [Spoilt, string][]) {
    const document = DOCUMENTS.find((one) => one.name === name);
    if (document) sound.set(spoilt, RawPdf.read((await files.print(document)).file));
  }
}, 60_000);
afterAll(() => files.remove());

test('each rule has a fault that it must see', () => {
  const withFault = new Set(FAULTS.map(({ rule }) => rule));
  expect(UA_RULES.map(({ id }) => id).filter((id) => !withFault.has(id))).toEqual([]);
});

describe('a fault is seen by its rule:', () => {
  for (const fault of FAULTS)
    testWith(['qpdf'], fault.rule, () => {
      const pdf = sound.get(fault.in)?.clone();
      if (!pdf) throw new Error(`there is no ${fault.in}`);
      fault.spoil(pdf);
      expect(uaFindings(pdf).map((finding) => finding.split(': ')[0])).toContain(fault.rule);
    });
});
