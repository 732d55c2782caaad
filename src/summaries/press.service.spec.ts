import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { afterEach, expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../catalogue/shipped.js';
import { emptyWeek, familySubmission, familyWeek } from '../../test/fixtures/session-summary.js';
import { PublicError } from '../platform/errors/problem.js';
import type { PrintJob } from './press.jobs.js';
import { PressService } from './press.service.js';
import { sessionSummaryContent } from './summary.content.js';
import { drawSessionSummary } from './summary.pdf.js';
import type { SummaryContent } from './summary.types.js';

const shipped = readWorksheets(shippedFolder());
const reported: unknown[] = [];
const presses: PressService[] = [];

afterEach(async () => {
  await Promise.all(presses.splice(0).map((press) => press.onApplicationShutdown()));
  expect(reported.splice(0)).toEqual([]);
});

function open(): PressService {
  const press = new PressService(shipped, (error) => reported.push(error), false);
  presses.push(press);
  return press;
}

function job(content: SummaryContent): PrintJob {
  return { kind: 'summary', content, paper: 'LETTER' };
}

test('the press makes the same bytes as drawing here, time after time', async () => {
  const press = open();
  const content = sessionSummaryContent(familyWeek);
  const here = await drawSessionSummary(content, { paper: 'LETTER' });
  for (let time = 0; time < 3; time += 1) expect((await press.print(job(content))).equals(here)).toBe(true);
});

test('while a document of a thousand pages is made, everything else goes on', async () => {
  const press = open();
  await press.print(job(sessionSummaryContent(emptyWeek)));
  const submissions = Array.from({ length: 210 }, () => familySubmission);
  const content = sessionSummaryContent({ ...familyWeek, submissions });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const before = performance.eventLoopUtilization();
  const bytes = await press.print(job(content));
  const { utilization } = performance.eventLoopUtilization(before);
  delay.disable();
  const pages = bytes.toString('latin1').match(/\/Type \/Page\n/gu)?.length;
  expect(pages).toBeGreaterThan(1_000);
  // Making it here, with a breath now and then, would take all of the time; nobody may wait long either.
  expect(utilization).toBeLessThan(0.3);
  expect(delay.max / 1e6).toBeLessThan(400);
});

test('too many at once are told to try again, in words for people', async () => {
  const press = open();
  const content = sessionSummaryContent(emptyWeek);
  const asked = await Promise.allSettled(Array.from({ length: 80 }, () => press.print(job(content))));
  const refused = asked.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(20);
  for (const { reason } of refused as PromiseRejectedResult[]) {
    expect(reason).toBeInstanceOf(PublicError);
    expect(reason).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
    expect(String(reason)).toContain('Try again in a moment.');
  }
  expect((await press.print(job(content))).length).toBeGreaterThan(10_000);
});

test('shutting down waits for the documents under way', async () => {
  const press = open();
  const done: number[] = [];
  for (let time = 0; time < 3; time += 1)
    void press.print(job(sessionSummaryContent(familyWeek))).then(({ length }) => done.push(length));
  await press.onApplicationShutdown();
  expect(done).toHaveLength(3);
  await expect(press.print(job(sessionSummaryContent(emptyWeek)))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
});

test('a document that cannot be drawn is an error without a word of it', async () => {
  const press = open();
  const content = { ...sessionSummaryContent(familyWeek), worksheets: 'canary' as never };
  const failed = await press.print(job(content)).catch((error: unknown) => error);
  expect(failed).toMatchObject({ message: 'A document could not be drawn' });
  expect((failed as Error).stack).toMatch(/at .*summary\.pdf/u);
  expect((failed as Error).stack).not.toContain('canary');
  expect((await press.print(job(sessionSummaryContent(emptyWeek)))).length).toBeGreaterThan(10_000);
});
