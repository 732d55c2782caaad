import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { internalsOf, type Pdf } from './internals.js';

/** The profile of sRGB that comes with pdfkit. */
const PROFILE = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfkit')),
  'data',
  'sRGB_IEC61966_2_1.icc',
);
const NAME = 'sRGB IEC61966-2.1';

let profile: Buffer | undefined;

/** Says that colours are meant in sRGB, as archives ask for (ISO 19005-1, 6.2.2). pdfkit does so only for its own `subset`. */
export function nameColours(doc: Pdf): void {
  const inside = internalsOf(doc);
  profile ??= readFileSync(PROFILE);
  const embedded = inside.ref({ N: 3 });
  embedded.write(profile);
  embedded.end();
  const intent = inside.ref({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    // pdfkit writes plain strings as names.
    Info: new String(NAME),
    OutputConditionIdentifier: new String(NAME),
    DestOutputProfile: embedded,
  });
  intent.end();
  inside._root.data.OutputIntents = [intent];
}
