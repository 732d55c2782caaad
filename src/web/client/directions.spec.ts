import { expect, test } from '@jest/globals';
import { everyType } from '../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../test/fixtures/finer-points.js';
import type { Answers } from '../../core/worksheet/answers.js';
import type { Worksheet } from '../../core/worksheet/definition.js';
import type { PartPage, ReviewPage, Shell } from './model.js';
import { renderClientPage } from './render.js';

/** Who writes from the right writes so in each field that takes words, and reads it so. */

const shell: Shell = {
  practiceId: 'p1',
  clientId: 'c1',
  place: 'own',
  owner: '',
  keeps: false,
  session: '',
  hosts: [],
  practiceName: 'Example Practice',
  clinicianName: 'Dr Example',
  exitUrl: 'https://weather.example/',
  basePath: '',
  lang: 'en-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-01-02',
};
const assets = { css: '', plainCss: '', mapCss: '', scriptPath: '', doorPath: '', fontPath: '' };
const part = (worksheet: Worksheet, number: number): PartPage => ({
  assignmentId: 'a1',
  worksheet,
  revision: 3,
  answers: {},
  problems: [],
  kind: 'part',
  part: number,
  typed: {},
  others: {},
  opened: [],
  carded: [],
  openRow: null,
});

test('every field for words takes the direction of what is typed', () => {
  const html = [everyType, finerPoints]
    .flatMap((worksheet) => [...worksheet.sections.keys()].map((index) => part(worksheet, index + 1)))
    .map((page) => renderClientPage(page, shell, assets, 'nonce'))
    .join('');
  const fields = [
    ...(html.match(/<textarea[^>]*>/g) ?? []),
    ...(html.match(/<input[^>]*name="[^"]*~(?:own|name)"[^>]*>/g) ?? []),
  ];
  expect(fields.length).toBeGreaterThan(4);
  expect(fields.filter((field) => !field.includes(' dir="auto"'))).toEqual([]);
});

test('what was written stands as it reads; what the worksheet says stands as the page', () => {
  const answers: Answers = { line: { value: 'סבתא' }, one: { value: 'yes' } };
  const page: ReviewPage = {
    assignmentId: 'a1',
    worksheet: everyType,
    revision: 3,
    answers,
    problems: [],
    kind: 'review',
    idempotencyKey: 'k',
    outcome: null,
  };
  expect(renderClientPage(page, shell, assets, 'nonce')).toContain(
    '<span class="said" dir="auto">סבתא</span>',
  );
});
