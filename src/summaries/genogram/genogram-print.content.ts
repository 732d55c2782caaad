import type { Scene } from '../../core/drawing/scene.js';
import type { FamilyMode } from '../../core/genogram/shown-family.js';
import { summaryDates } from '../summary.dates.js';
import type { Running } from '../running.js';

/** What the print of a genogram is made from. */
export interface GenogramInput {
  readonly scenes: readonly Scene[];
  readonly mode: Exclude<FamilyMode, 'couple'>;
  readonly practice: { readonly name: string; readonly timeZone: string };
  readonly code: string;
  /** When the answers came in that it is drawn from. */
  readonly submittedAt: Date;
  readonly madeAt: Date;
  readonly madeBy: string;
}

/** What the print of a genogram says, down to the words. */
export interface GenogramPrint {
  readonly language: string;
  /** The document's title, which names nobody. */
  readonly title: string;
  readonly madeAt: Date;
  /** Heads the pages, unless they go home with the client. */
  readonly code?: string;
  readonly heading: string;
  readonly source: string;
  readonly scenes: readonly Scene[];
  readonly running: Running;
}

/** Decides what the print of a genogram says. A client's copy carries no word for those who treat. Pure. */
export function genogramPrint(input: GenogramInput): GenogramPrint {
  const { scenes, mode, practice, code, submittedAt, madeAt, madeBy } = input;
  const dates = summaryDates(practice.timeZone);
  const own = mode === 'client';
  const title = own ? 'Family map' : 'Genogram';
  return {
    language: 'en-US',
    title,
    madeAt,
    ...(!own && { code }),
    heading: own ? title : `${title}, client ${code}`,
    source: `From what was handed in on ${dates.day(submittedAt)}`,
    scenes,
    running: {
      head: title,
      lead: own ? 'Yours to keep.' : 'Confidential.',
      statement: own
        ? `Client ${code}. Share only what you choose to.`
        : `Client ${code}. Drawn from the client’s own words, not validated, not a diagnosis. Do not bring into joint session.`,
      origin: own ? practice.name : `${practice.name} · Individual copy`,
      made: own ? `Made ${dates.record(madeAt)}` : `Made ${dates.record(madeAt)} by ${madeBy}`,
    },
  };
}
