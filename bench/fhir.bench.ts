import { fromQuestionnaire } from '../src/core/fhir/import.js';
import { toQuestionnaire } from '../src/core/fhir/questionnaire.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import { type Measured, median } from './bench.types.js';

const ROUNDS = 15;
const WARM_UP = 5;

/**
 * The whole catalogue as FHIR Questionnaires and back, against JSON.parse(JSON.stringify()) of the same resources:
 * the least that any mapping of them costs. Import judges every definition by its schema and its lint.
 */
export async function run(): Promise<readonly Measured[]> {
  const { worksheets } = readWorksheets(shippedFolder());
  const resources = worksheets.map(({ hash, worksheet }) => toQuestionnaire(worksheet, { hash }));
  const contenders = {
    copy: () => resources.map((resource): unknown => JSON.parse(JSON.stringify(resource))),
    write: () => worksheets.map(({ hash, worksheet }) => toQuestionnaire(worksheet, { hash })),
    read: () => resources.map((resource) => fromQuestionnaire(resource)),
  };
  const [copy = NaN, write = NaN, read = NaN] = inTurn(Object.values(contenders));
  const told = (ours: number): string =>
    `less is better; ${ours.toFixed(1)} ms of CPU against ${copy.toFixed(1)} for ${resources.length} worksheets`;
  return [
    { name: 'catalogue to FHIR over a copy of its JSON', ratio: write / copy, detail: told(write) },
    { name: 'catalogue from FHIR over a copy of its JSON', ratio: read / copy, detail: told(read) },
  ];
}

/** Median milliseconds of CPU of each contender, rounds interleaved. */
function inTurn(contenders: readonly (() => unknown)[]): readonly number[] {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, work] of contenders.entries()) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      if (round >= WARM_UP) times[index]?.push((user + system) / 1000);
    }
  }
  return times.map(median);
}
