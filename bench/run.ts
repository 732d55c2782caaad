import { run as asides } from './asides.bench.js';
import type { Measured } from './bench.types.js';
import { run as clientPage } from './client-page.bench.js';
import { run as engine } from './engine.bench.js';
import { run as fhir } from './fhir.bench.js';
import { run as fhirpath } from './fhirpath.bench.js';
import { run as genogram } from './genogram.bench.js';
import { run as lighthouse } from './lighthouse.bench.js';
import { run as pagePeers } from './page-peers.bench.js';
import { run as pageSpeed } from './page-speed.bench.js';
import { run as pdf } from './pdf.bench.js';
import { run as read } from './read.bench.js';
import { run as submit } from './submit.bench.js';
import { run as wording } from './wording.bench.js';

const benchmarks: Readonly<Record<string, () => Promise<Measured | readonly Measured[]>>> = {
  submit,
  read,
  'client-page': clientPage,
  'page-speed': pageSpeed,
  'page-peers': pagePeers,
  lighthouse,
  asides,
  pdf,
  engine,
  fhir,
  fhirpath,
  wording,
  genogram,
};

/** Runs the benchmarks named, or all, and prints a line for each claim. The process fails where a limit is passed. */
export async function runBenchmarks(names: readonly string[]): Promise<void> {
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    const measured = await benchmarks[name]?.();
    if (!measured) throw new Error(`There is no benchmark ${name}: ${Object.keys(benchmarks).join(', ')}.`);
    for (const { name: claim, ratio, detail, limit } of [measured].flat()) {
      console.log(`${claim}: ${ratio.toFixed(2)} (${detail})`);
      if (limit !== undefined && !(ratio <= limit)) process.exitCode = 1;
    }
  }
}
