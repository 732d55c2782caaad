import path from 'node:path';
import type { Questionnaire, QuestionnaireResponse } from '../src/core/fhir/types.js';
import { ORDINAL_VALUE } from '../src/core/fhir/urls.js';
import { evaluateAll } from '../src/platform/fhirpath/evaluate.js';
import { FhirpathRunner } from '../src/platform/fhirpath/fhirpath-runner.js';
import { builtFolder } from '../src/platform/package-folder.js';
import { type Measured, median } from './bench.types.js';

const ITEMS = 30;
const ROUNDS = 60;
const WARM_UP = 20;

/** What it costs to sum an imported instrument in a process that can be killed, beside doing it in this one. */
export async function run(): Promise<Measured> {
  const runner = new FhirpathRunner({ program: path.join(builtFolder(), 'src/platform/fhirpath/worker.js') });
  try {
    const first = await timeOf(() => runner.evaluate(request));
    const apart: number[] = [];
    const here: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      apart.push(await timeOf(() => runner.evaluate(request)));
      here.push(await timeOf(() => evaluateAll(request, () => undefined)));
    }
    const [apartTime, hereTime] = [apart, here].map((times) => median(times.slice(WARM_UP)));
    if (apartTime === undefined || hereTime === undefined) throw new Error('There is nothing to measure.');
    return {
      name: 'FHIRPath in a process of its own, time over that in this process',
      ratio: apartTime / hereTime,
      detail: `${ITEMS} weights summed in ${apartTime.toFixed(1)} ms and ${hereTime.toFixed(1)} ms; the first time, with its start, ${first.toFixed(0)} ms`,
    };
  } finally {
    runner.onApplicationShutdown();
  }
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const linkIds = Array.from({ length: ITEMS }, (_, index) => `q${index}`);
const coding = { system: 'urn:example:often', code: 'often' };

const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire',
  item: linkIds.map((linkId) => ({
    linkId,
    type: 'choice',
    answerOption: [{ extension: [{ url: ORDINAL_VALUE, valueDecimal: 2 }], valueCoding: coding }],
  })),
};

const resource: QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  item: linkIds.map((linkId) => ({ linkId, answer: [{ valueCoding: coding }] })),
};

const request = {
  resource,
  questionnaire,
  variables: [{ name: 'weights', expression: 'item.answer.value.weight()' }],
  expressions: [{ linkId: 'sum', expression: '%weights.sum()' }],
};
