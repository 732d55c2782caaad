import { fromQuestionnaire } from '../src/core/fhir/import.js';
import { toQuestionnaire } from '../src/core/fhir/questionnaire.js';
import { readWorksheets, shippedFolder } from '../src/catalogue/shipped.js';
import type { Measured } from './bench.types.js';
import { cpuTime, inTurn } from './timing.js';

const ROUNDS = { warmUp: 5, counted: 15, clock: cpuTime };

/**
 * The whole catalogue as FHIR Questionnaires and back, against JSON.parse(JSON.stringify()) of the same resources:
 * the least that any mapping of them costs. Import judges every definition by its schema and its lint.
 */
export async function run(): Promise<readonly Measured[]> {
  const { worksheets } = readWorksheets(shippedFolder());
  const resources = worksheets.map(({ hash, worksheet }) => toQuestionnaire(worksheet, { hash }));
  const works = [
    () => resources.map((resource): unknown => JSON.parse(JSON.stringify(resource))),
    () => worksheets.map(({ hash, worksheet }) => toQuestionnaire(worksheet, { hash })),
    () => resources.map((resource) => fromQuestionnaire(resource)),
  ].map((map) => () => map().length);
  const [copy = NaN, write = NaN, read = NaN] = inTurn(works, ROUNDS);
  const told = (ours: number): string =>
    `less is better; ${ours.toFixed(1)} ms of CPU against ${copy.toFixed(1)} for ${resources.length} worksheets`;
  return [
    { name: 'catalogue to FHIR over a copy of its JSON', ratio: write / copy, detail: told(write) },
    { name: 'catalogue from FHIR over a copy of its JSON', ratio: read / copy, detail: told(read) },
  ];
}
