import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Measured, median } from './bench.types.js';
import type { contenders } from './pdf/contenders.js';
import { drawSummary, warmSummary } from './pdf/ours.js';
import { cpuTime } from './timing.js';

const ROUNDS = 7;
/** Before this process counts as warm. */
const WARM_DOCUMENTS = 100;
/** Bytes of a summary of six pages. */
const SIZE_BUDGET = 300_000;
/** Families in one summary, five pages each, for some ten, a hundred and a thousand pages. */
const FAMILIES = [2, 20, 200];

/** The program of a process that the bench starts. */
const program = (name: string): string => fileURLToPath(new URL(`./pdf/${name}.mjs`, import.meta.url));

type ContenderName = keyof typeof contenders;
const CONTENDERS: readonly ContenderName[] = [
  'ours',
  'pdfmake',
  'reactPdf',
  'chromium',
  'chromiumUntagged',
  'pdfkit',
  'pdfkitFromFiles',
];

/**
 * A tagged session summary of six pages, input to bytes, against others that make a PDF of the same text in the same
 * columns and fonts, all warm, in turn, each in a process of its own. Then how it grows, its size, and what memory a
 * thousand of them leave behind.
 */
export async function run(): Promise<readonly Measured[]> {
  await warmSummary();
  return [...claims(await inTurn()), await growth(), await size(), await memory()];
}

/** Median milliseconds of CPU that a document takes each of them, in rounds that take them in turn. */
async function inTurn(): Promise<Readonly<Record<ContenderName, number>>> {
  const started = new Map<ContenderName, ChildProcess>();
  const times = Object.fromEntries(CONTENDERS.map((name) => [name, [] as number[]])) as Record<
    ContenderName,
    number[]
  >;
  for (const name of CONTENDERS) {
    const child = fork(program('contender'), [name]);
    started.set(name, child);
    await once(child, 'message');
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, child] of started) {
      times[name].push(await measure(child));
    }
  }
  for (const child of started.values()) child.send({ go: false });
  return Object.fromEntries(CONTENDERS.map((name) => [name, median(times[name])])) as Record<
    ContenderName,
    number
  >;
}

async function measure(child: ChildProcess): Promise<number> {
  const answered = once(child, 'message');
  child.send({ go: true });
  const [{ spent }] = (await answered) as [{ readonly spent: number }];
  return spent;
}

function claims(times: Readonly<Record<ContenderName, number>>): readonly Measured[] {
  const { ours } = times;
  const against = (name: string, peer: ContenderName, remark: string): Measured => ({
    name,
    ratio: times[peer] / ours,
    detail: `more is better; ${ours.toFixed(1)} ms of CPU against ${times[peer].toFixed(1)}; ${remark}`,
  });
  const over = (peer: ContenderName): string => (times[peer] / ours).toFixed(2);
  return [
    against('pdfmake over session summary', 'pdfmake', 'theirs without tags; goal 6'),
    against('@react-pdf/renderer over session summary', 'reactPdf', 'theirs without tags; goal 7'),
    against(
      'Chromium’s print over session summary',
      'chromium',
      `both tagged, all its processes; without its tags ${over('chromiumUntagged')}; goal 7`,
    ),
    against(
      'plain pdfkit over session summary',
      'pdfkit',
      `it only draws the same runs of text, with parsed fonts; opening its font files each time ${over('pdfkitFromFiles')}`,
    ),
  ];
}

async function growth(): Promise<Measured> {
  for (let made = 0; made < WARM_DOCUMENTS; made += 1) await drawSummary();
  const perPage: number[] = [];
  const told: string[] = [];
  for (const families of FAMILIES) {
    const samples: number[] = [];
    let pages = 0;
    for (let round = 0; round < 3; round += 1) {
      const before = cpuTime();
      const bytes = await drawSummary(families);
      samples.push(cpuTime() - before);
      pages = pagesOf(bytes);
    }
    perPage.push(median(samples) / pages);
    told.push(`${pages} pages ${(median(samples) / pages).toFixed(2)} ms each`);
  }
  return {
    name: 'time a page, a thousand pages over a hundred',
    ratio: (perPage[2] ?? NaN) / (perPage[1] ?? NaN),
    detail: `1 is linear; ${told.join(', ')}`,
  };
}

async function size(): Promise<Measured> {
  const bytes = await drawSummary();
  return {
    name: 'size of a session summary over its budget',
    ratio: bytes.length / SIZE_BUDGET,
    detail: `at most 1; ${(bytes.length / 1_000).toFixed(0)} KB for ${pagesOf(bytes)} pages`,
  };
}

function pagesOf(bytes: Buffer): number {
  return bytes.toString('latin1').match(/\/Type \/Page\s/gu)?.length ?? NaN;
}

interface Held {
  readonly heap: number;
  readonly rss: number;
}

async function memory(): Promise<Measured> {
  const child = fork(program('memory'), { execArgv: ['--expose-gc'] });
  const [{ before, after }] = (await once(child, 'message')) as [{ before: Held; after: Held }];
  const megabytes = (one: number, other: number): string => `${one.toFixed(1)} to ${other.toFixed(1)} MB`;
  return {
    name: 'memory held after a thousand summaries over that after 200',
    ratio: after.heap / before.heap,
    detail: `1 is flat; heap ${megabytes(before.heap, after.heap)}, resident ${megabytes(before.rss, after.rss)}`,
  };
}
