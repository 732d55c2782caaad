import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { drain } from '../src/platform/http/drain.js';
import type { PrintJob } from '../src/summaries/press.jobs.js';
import { PressService } from '../src/summaries/press.service.js';
import { sessionSummaryContent } from '../src/summaries/summary.content.js';
import { familySubmission, familyWeek } from './fixtures/session-summary.js';
import { startTestApp, type TestApp } from './support/app.js';
import { makeWorld, type World } from './support/world.js';

/** Documents are made beside the server, and it goes on meanwhile. */

jest.setTimeout(120_000);

let app: TestApp;
let world: World;
let origin: string;
beforeAll(async () => {
  app = await startTestApp();
  world = await makeWorld(app);
  await app.app.listen(0, '127.0.0.1');
  origin = await app.app.getUrl();
});
afterAll(() => app?.stop());

function job(families: number): PrintJob {
  const submissions = Array.from({ length: families }, () => familySubmission);
  return { kind: 'summary', content: sessionSummaryContent({ ...familyWeek, submissions }), paper: 'LETTER' };
}

/** The address of a summary, as it is reached here. */
async function link(): Promise<string> {
  const made = await app.graphql<{ sessionSummary: { copies: { pdf: { url: string } }[] } }>(
    world.member,
    'query($id: ID!) { sessionSummary(sessionId: $id) { ... on SessionSummary { copies { pdf { url } } } } }',
    { id: world.sessionId },
  );
  const { pathname, search } = new URL(made.data.sessionSummary.copies[0]?.pdf.url ?? '');
  return `${origin}${pathname}${search}`;
}

test('while a thousand pages are made, others are answered as ever', async () => {
  const press = app.app.get(PressService);
  const state = { running: true };
  const began = performance.now();
  const making = press.print(job(220)).finally(() => (state.running = false));
  const waits: number[] = [];
  while (state.running) {
    const asked = performance.now();
    expect(await link()).toContain('ticket');
    waits.push(performance.now() - asked);
    await sleep(20);
  }
  const took = performance.now() - began;
  const pages = (await making).toString('latin1').match(/\/Type \/Page\s/gu) ?? [];
  expect(pages.length).toBeGreaterThan(1_000);
  expect(waits.length).toBeGreaterThan(10);
  expect(Math.max(...waits)).toBeLessThan(took / 2);
});

test('when too many documents are asked for, the next one is refused, with when to come again', async () => {
  const url = await link();
  const press = app.app.get(PressService);
  // As many long ones as there may be threads, and short ones behind them.
  const others = [60, 60, ...Array<number>(60).fill(0)].map((families) =>
    press.print(job(families)).catch(() => undefined),
  );
  const refused = await fetch(url);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.text()).toContain('Try again in a moment.');
  await Promise.all(others);
  expect((await fetch(url)).status).toBe(200);
});

test('a server that is to stop still makes what was asked for', async () => {
  const urls = [await link(), await link(), await link()];
  let arrived = 0;
  app.app.getHttpServer().on('request', () => (arrived += 1));
  const asked = urls.map((url) => fetch(url));
  while (arrived < urls.length) await sleep(5);
  await drain(app.app, 0);
  for (const answer of await Promise.all(asked)) {
    expect(answer.status).toBe(200);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(-6)
        .toString(),
    ).toBe('%%EOF\n');
  }
});
