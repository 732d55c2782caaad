import { composePdf } from '../../src/platform/pdf/compose.js';
import { handout } from '../../src/platform/pdf/handout.js';
import type { Paper } from '../../src/platform/pdf/paper.js';
import { drawGenogram } from '../../src/genograms/draw-genogram.js';
import type { Answers } from '../../src/core/worksheet/answers.js';
import { contentHash } from '../../src/core/worksheet/hash.js';
import { drawClinicDay } from '../../src/summaries/clinic-day.pdf.js';
import { coupleSummaryContent } from '../../src/summaries/content/couple.js';
import { disclosureContent, type DisclosureInput } from '../../src/summaries/disclosure.content.js';
import { drawDisclosure } from '../../src/summaries/disclosure.pdf.js';
import { genogramPrint } from '../../src/summaries/genogram/genogram-print.content.js';
import { drawGenogramPrint } from '../../src/summaries/genogram/genogram-print.pdf.js';
import { part2NoticeOn } from '../../src/summaries/part2-notices.js';
import { sessionSummaryContent } from '../../src/summaries/summary.content.js';
import { ownSheet, submissionSheet } from '../../src/summaries/worksheet/answered.content.js';
import { drawAnsweredSheet } from '../../src/summaries/worksheet/answered.pdf.js';
import { blankOf, SHIPPED } from '../../src/summaries/worksheet/blank.fixtures.js';
import { drawBlankWorksheet } from '../../src/summaries/worksheet/blank.pdf.js';
import { couple, emptyWeek, filledSheet, normalWeek } from './weeks.js';

/** Prints other than session summaries, of the same invented practice. */

const PRACTICE = { name: 'Harbor Street Counseling', timeZone: 'America/Chicago' };
const MADE = new Date('2026-11-24T21:05:00Z');
const HANDED_IN = new Date('2026-11-22T01:00:00Z');
const MADE_BY = 'Dr. Ellen Whitcombe';

/** A worksheet as it ships, on paper or to fill in on a screen. */
export function blankSheet(id: string, paper: Paper, fillable = false): Promise<Buffer> {
  const found = SHIPPED.worksheets.find(({ worksheet }) => worksheet.id === id);
  if (!found) throw new Error(`no worksheet ${id} is shipped`);
  return drawBlankWorksheet(blankOf(found.worksheet, paper, fillable), { paper });
}

/** The clinician's print of a sheet of the fixtures. */
export function submissionPrint(name: string, paper: Paper): Promise<Buffer> {
  const { compiled, answers } = filledSheet(name);
  const content = submissionSheet({
    worksheet: compiled.worksheet,
    answers,
    submittedAt: HANDED_IN,
    timeZone: PRACTICE.timeZone,
    practice: PRACTICE.name,
    code: 'HS-0417',
    hash: contentHash(compiled.worksheet),
    revision: 2,
    madeAt: MADE,
    madeBy: MADE_BY,
  });
  return drawAnsweredSheet(content, { paper });
}

/** The client's own copy of a sheet of the fixtures. */
export function ownCopy(name: string, paper: Paper): Promise<Buffer> {
  const { compiled, answers } = filledSheet(name);
  const handedIn = {
    worksheet: compiled.worksheet,
    answers,
    submittedAt: HANDED_IN,
    timeZone: PRACTICE.timeZone,
  };
  return drawAnsweredSheet(ownSheet(handedIn), { paper });
}

/** The clinician's map of a family. */
export function genogramOf(answers: Answers, paper: Paper): Promise<Buffer> {
  const view = { mode: 'clinician', show: [], deathsInWords: false } as const;
  const drawn = drawGenogram(answers, view, { moves: [], today: 2026 });
  if (!drawn.drawn) throw new Error('the family cannot be drawn');
  const content = genogramPrint({
    scenes: drawn.scenes,
    mode: 'clinician',
    practice: PRACTICE,
    code: 'HS-0417',
    submittedAt: HANDED_IN,
    madeAt: MADE,
    madeBy: MADE_BY,
  });
  return drawGenogramPrint(content, { paper });
}

/** A clinic day of three sessions, one of them a couple's. */
export function clinicDay(paper: Paper): Promise<Buffer> {
  return drawClinicDay(
    {
      language: 'en-US',
      madeAt: MADE,
      summaries: [
        {
          entry: 'HS-0402, 9:00 am',
          content: sessionSummaryContent({ ...emptyWeek, client: { code: 'HS-0402' } }),
        },
        { entry: 'HS-0417, 3:00 pm', content: sessionSummaryContent(normalWeek) },
        { entry: 'HS-C017, 4:00 pm', content: coupleSummaryContent(couple) },
      ],
    },
    { paper },
  );
}

/** What goes to somebody else: with the notice that 42 CFR Part 2 asks for, or without. */
export function disclosure(names: readonly string[], isPart2: boolean, paper: Paper): Promise<Buffer> {
  const input: DisclosureInput = {
    practice: PRACTICE,
    client: { code: 'HS-0417' },
    madeAt: MADE,
    madeBy: MADE_BY,
    details: {
      recipient: 'Dr. Imani Okafor, North Pier Clinic',
      purpose: 'Continuing treatment after a move',
      covers: 'Worksheets that were handed in between 1 October and 24 November 2026.',
      allowedBy: {
        consent: { signedBy: 'Jane Example', signedOn: '2026-11-20', expires: { when: 'End of treatment' } },
      },
      includesPart2: isPart2,
      submissionIds: [],
    },
    notice: isPart2 ? part2NoticeOn('2026-11-24') : null,
    standing: { today: '2026-11-24', part2: isPart2 ? 'PROGRAM' : 'NONE', allStand: true },
    submissions: names.map((name) => {
      const { compiled, answers } = filledSheet(name);
      const { worksheet } = compiled;
      return { worksheet, hash: contentHash(worksheet), submittedAt: HANDED_IN, revision: 1, answers };
    }),
  };
  return drawDisclosure(disclosureContent(input), { paper });
}

/** A sheet to take along, as later parts will print them. */
export function takeAlong(paper: Paper): Promise<Buffer> {
  return composePdf({
    title: 'Hand-out',
    language: 'en-US',
    madeAt: MADE,
    paper,
    furniture: {
      head: { left: 'Groups near you', right: 'Harbor Street Counseling' },
      foot: {
        strong: 'Yours to keep.',
        text: 'Nothing here is advice on treatment.',
        below: PRACTICE.name,
        made: '24 Nov 2026',
      },
    },
    blocks: handout({
      kind: 'HAND-OUT',
      owner: PRACTICE.name,
      title: 'Groups near you',
      copy: 'For you to choose from',
      lead: 'Some people find it easier with others who have been there. You choose whether and which.',
      sections: [
        {
          heading: 'Three that meet this week',
          table: {
            title: 'Groups',
            columns: [
              { heading: 'Group', share: 3, weight: 'strong' },
              { heading: 'When', share: 2 },
              { heading: 'Where', share: 3 },
            ],
            rows: [
              ['Open door', 'Mon 7:00 pm', 'Harbor library, second floor'],
              ['Quiet start', 'Wed 6:30 am', 'By video; no camera needed'],
              ['Partners’ evening', 'Thu 8:00 pm', 'Old mill, side entrance'],
            ],
          },
        },
        { heading: 'Good to know', bullets: ['You may come and only listen.', 'First names are enough.'] },
        { heading: 'What I want to try', ticks: ['Go once', 'Call somebody first', 'Not now'], lines: 3 },
      ],
      crisis: { title: 'If it cannot wait', lines: ['Call 988, day or night.', 'In danger: call 911.'] },
    }),
  });
}
