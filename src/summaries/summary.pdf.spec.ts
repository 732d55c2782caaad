import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  coupleFrame,
  emptyWeek,
  familyHistory,
  familySubmission,
  familyWeek,
  handedIn,
  trustAssignment,
  usualWeek,
} from '../../test/fixtures/session-summary.js';
import { pdfStructure, pdfText, pdfWords, testWithPoppler } from '../../test/support/poppler.js';
import { unsaidIn } from '../../test/support/summary-texts.js';
import type { Answers } from '../core/worksheet/answers.js';
import { gridFor, type Paper } from '../platform/pdf/paper.js';
import { coupleSummaryContent, sessionSummaryContent } from './summary.content.js';
import { drawSessionSummary } from './summary.pdf.js';
import type { SummaryInput } from './summary.types.js';
import { warmSessionSummary } from './summary.warm.js';

const LETTER = { paper: 'LETTER' } as const;
const PAPERS: readonly Paper[] = ['LETTER', 'A4'];
const SIZES: Record<Paper, string> = {
  LETTER: '/MediaBox [0 0 612 792]',
  A4: '/MediaBox [0 0 595.28 841.89]',
};

function draw(input: SummaryInput, paper: Paper = 'LETTER'): Promise<Buffer> {
  return drawSessionSummary(sessionSummaryContent(input), { paper });
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\n/gu)?.length ?? 0;
}

function withAnswers(answers: Answers): SummaryInput {
  return { ...familyWeek, submissions: [{ ...familySubmission, answers }] };
}

/** Nothing may be drawn outside of the safe area, whatever was typed. */
function expectInside(pdf: Buffer, paper: Paper): void {
  const { left, width, top, pageHeight } = gridFor(paper);
  const words = pdfWords(pdf);
  expect(Math.min(...words.map((word) => word.left))).toBeGreaterThanOrEqual(left - 1);
  expect(Math.max(...words.map((word) => word.right))).toBeLessThanOrEqual(left + width + 1);
  expect(Math.min(...words.map((word) => word.top))).toBeGreaterThanOrEqual(top - 4);
  expect(Math.max(...words.map((word) => word.bottom))).toBeLessThanOrEqual(pageHeight - top + 4);
}

describe('a week with a family story', () => {
  test('is the same to the byte each time, before and after its words are remembered', async () => {
    const first = await draw(familyWeek);
    expect((await draw(familyWeek)).equals(first)).toBe(true);
    await draw(withAnswers({ 'learn.gut': { value: 'other\u00A0words ﬁ Ω Δ µ' } }));
    await warmSessionSummary([familyHistory]);
    expect((await draw(familyWeek)).equals(first)).toBe(true);
  });

  test.each(PAPERS)('fits on %s, below 300 KB', async (paper) => {
    const pdf = await draw(familyWeek, paper);
    expect(pdf.toString('latin1')).toContain(SIZES[paper]);
    expect(pdf.length).toBeLessThan(300 * 1024);
  });

  test('breaks at the same places on both papers', async () => {
    expect(pagesOf(await draw(familyWeek, 'LETTER'))).toBe(pagesOf(await draw(familyWeek, 'A4')));
  });

  test('says nothing of the client or the clinician outside of its pages', async () => {
    const file = (await draw(familyWeek)).toString('latin1');
    for (const word of ['HS-0417', 'Whitcombe', 'Harbor']) expect(file).not.toContain(word);
    expect(file).toContain('(Session summary)');
  });

  testWithPoppler('says what must stand on every page', async () => {
    const pdf = await draw(familyWeek);
    const pages = pagesOf(pdf);
    const text = pdfText(pdf);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Page ${page} of ${pages}`);
    expect(text.match(/Confidential\. Client HS-0417\./gu)).toHaveLength(pages);
  });

  testWithPoppler('prints the client’s words whole', async () => {
    const text = pdfText(await draw(familyWeek));
    expect(text).toContain('Whoever said it first was the one who had broken the family.');
    expect(text).toContain('Handwritten notes kept apart may be psychotherapy notes.');
  });

  testWithPoppler('tells a screen reader of headings, tables and lists in their order', async () => {
    const { members } = familySubmission.answers;
    const some = members && 'rows' in members ? members.rows.slice(0, 2) : [];
    const structure = pdfStructure(await draw(withAnswers({ members: { rows: some } })));
    const headings = [...structure.matchAll(/^\s*H([1-6]) /gmu)].map(([, level]) => Number(level));
    expect(headings[0]).toBe(1);
    headings.reduce((above, level) => {
      expect(level).toBeLessThanOrEqual(above + 1);
      return level;
    });
    expect(structure).toMatch(/Lbl \(block\)\s+"Birth year "\s+LBody \(block\)\s+"1957 "/u);
  });

  testWithPoppler('a partner’s copy says on every page that it stays out of the joint session', async () => {
    const pdf = await draw({ ...familyWeek, copy: 'INDIVIDUAL_B' });
    expect(pdfText(pdf).match(/Do not bring into joint session/gu)).toHaveLength(pagesOf(pdf));
  });
});

describe('a usual week', () => {
  test.each(PAPERS)('has all nine blocks on the front page of %s', async (paper) => {
    const front = sessionSummaryContent(usualWeek, { parts: [] });
    expect(pagesOf(await drawSessionSummary(front, { paper }))).toBe(1);
  });

  testWithPoppler('says its blocks in their order', async () => {
    const structure = pdfStructure(
      await drawSessionSummary(sessionSummaryContent(usualWeek, { parts: [] }), LETTER),
    );
    const headings = [...structure.matchAll(/^\s*H2 \(block\)\s+"(.+?) ?"$/gmu)].map(([, text]) => text);
    expect(headings).toEqual([
      'Read first',
      'Since last time',
      'In their words',
      'Lines',
      'Promises',
      'Open',
      'Agenda wish',
      'Notes',
    ]);
  });

  testWithPoppler('leaves out nothing of what was decided, in the order of reading', async () => {
    const content = sessionSummaryContent(usualWeek, { parts: ['FULL_ANSWERS', 'SEVEN_STEPS'] });
    expect(unsaidIn(await drawSessionSummary(content, LETTER), content)).toEqual([]);
  });

  testWithPoppler('a flag says URGENT in words', async () => {
    const urgent = handedIn(
      'pre-session',
      { 'close.safe': { value: 'yes_i_may_be_in_danger_now' } },
      '2026-11-23T18:00:00Z',
    );
    const text = pdfText(await draw({ ...usualWeek, submissions: [urgent] }));
    expect(text).toContain('URGENT Feels unsafe, or sharp fall in felt safety');
  });
});

describe('the couple copy', () => {
  const content = coupleSummaryContent(coupleFrame);

  test.each(PAPERS)('is one page of %s', async (paper) => {
    expect(pagesOf(await drawSessionSummary(content, { paper }))).toBe(1);
  });

  testWithPoppler('says what it is, and all that was decided', async () => {
    const pdf = await drawSessionSummary(content, LETTER);
    expect(pdfText(pdf)).toContain('JOINT SESSION COPY Private material is not included.');
    expect(unsaidIn(pdf, content)).toEqual([]);
  });
});

describe('the map', () => {
  test('lies on its side on a page of its own', async () => {
    const map = { width: 400, height: 200, title: 'Family map', description: 'Nobody.', shapes: [] };
    const content = sessionSummaryContent(emptyWeek, { parts: ['GENOGRAM'], map: [map] });
    const pdf = (await drawSessionSummary(content, LETTER)).toString('latin1');
    expect(pdf).toContain('/MediaBox [0 0 792 612]');
  });
});

describe('an empty week', () => {
  test.each(PAPERS)('is one page of %s', async (paper) => {
    expect(pagesOf(await draw(emptyWeek, paper))).toBe(1);
  });

  testWithPoppler('says that nothing came in', async () => {
    expect(pdfText(await draw(emptyWeek))).toContain('No worksheets came in since Tue 10 Nov 2026.');
  });
});

describe('hostile input', () => {
  const rows = Array.from({ length: 100 }, (_, index) => ({
    id: `r${index}`,
    answers: { label: { value: index === 7 ? 'N'.repeat(300) : `Person ${index}` }, birth: { value: 1900 } },
  }));

  testWithPoppler('20,000 letters without a space stay inside the page, every one of them', async () => {
    const pdf = await draw(withAnswers({ 'learn.gut': { value: 'x'.repeat(20_000) } }));
    expectInside(pdf, 'LETTER');
    expect(pdfText(pdf).match(/x/gu)?.length).toBeGreaterThanOrEqual(20_000);
  });

  testWithPoppler('a hundred members, one with a name of 300 letters, are all there', async () => {
    const pdf = await draw(withAnswers({ members: { rows } }), 'A4');
    expectInside(pdf, 'A4');
    const text = pdfText(pdf);
    for (const index of [0, 50, 99]) expect(text).toContain(`Person ${index} Birth year`);
    expect(text.replace(/\s/gu, '')).toContain('N'.repeat(300));
  });

  testWithPoppler(
    'names of 300 letters for practice, clinician and client stay inside the page',
    async () => {
      const name = 'W'.repeat(300);
      const pdf = await draw({
        ...familyWeek,
        practice: { name, timeZone: 'UTC' },
        clinician: { displayName: name },
        client: { code: name },
        madeBy: name,
        open: [{ ...trustAssignment, title: name }],
      });
      expectInside(pdf, 'LETTER');
    },
  );

  testWithPoppler(
    'a hundred promises, five flags and the longest answers run over pages, and nothing is lost',
    async () => {
      const promises = Array.from({ length: 100 }, (_, index) => ({
        id: `p${index}`,
        text: `Promise ${'x'.repeat(index)}`,
      }));
      const long = 'y'.repeat(20_000);
      const grave = {
        'close.safe': { value: 'yes_i_may_be_in_danger_now' },
        'pn.most': { value: 'y'.repeat(500) },
      };
      const content = sessionSummaryContent({
        ...usualWeek,
        submissions: [
          ...Array.from({ length: 7 }, (_, index) =>
            handedIn('pre-session', grave, `2026-11-2${index % 4}T1${index}:00:00Z`),
          ),
          handedIn('commitment-checkin', { 'cc.worry': { value: long } }, '2026-11-23T20:00:00Z', {
            promises,
          }),
        ],
        open: Array.from({ length: 60 }, () => trustAssignment),
      });
      const pdf = await drawSessionSummary(content, LETTER);
      expectInside(pdf, 'LETTER');
      const text = pdfText(pdf);
      expect(text).toContain('2 more, 2 of them urgent:');
      expect(text).toContain('88 more promises can be read on the screen.');
      expect(text.match(/y/gu)?.length).toBeGreaterThan(20_000 + 7 * 500);
    },
  );

  testWithPoppler('what cannot be shown is named', async () => {
    const pdf = await draw(
      withAnswers({
        'learn.gut': { value: `\u202Eevil\u202C \uD83D a\u0300${'\u0301'.repeat(60)} \u0007 end` },
      }),
    );
    const text = pdfText(pdf);
    expect(text).toContain('[U+202E]evil[U+202C] ');
    expect(text).toContain('accents]');
    expect(text).toContain('[U+0007] end');
  });

  testWithPoppler('two thousand short lines are set over many pages and numbered', async () => {
    const pdf = await draw(withAnswers({ 'learn.gut': { value: 'a\n'.repeat(2000) } }));
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(40);
    expect(pdfText(pdf)).toContain(`Page ${pages} of ${pages}`);
  });

  const hasQpdf = spawnSync('qpdf', ['--version']).error === undefined;
  const testWithQpdf = hasQpdf ? test : test.skip;
  testWithQpdf(
    `a file of such input is sound${hasQpdf ? '' : ' (skipped: qpdf is not installed)'}`,
    async () => {
      const pdf = await draw(
        withAnswers({ members: { rows }, 'learn.gut': { value: '你\u0000\uDE00\u202E'.repeat(500) } }),
      );
      const folder = mkdtempSync(join(tmpdir(), 'summary-'));
      try {
        writeFileSync(join(folder, 'summary.pdf'), pdf);
        const check = spawnSync('qpdf', ['--check', join(folder, 'summary.pdf')], { encoding: 'utf8' });
        expect(check.stdout + check.stderr).toContain('No syntax or stream encoding errors found');
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
