import type { SummaryDates } from '../summary.dates.js';
import { summaryDates } from '../summary.dates.js';
import type { CoupleSummaryInput, Quote, ReleasedQuote, SummaryContent } from '../summary.types.js';
import { sessionFacts } from './header.js';
import { notes, running, TITLE } from './frame.js';

const JOINT = 'JOINT SESSION COPY';
const NOT_INCLUDED = 'Private material is not included.';

/**
 * Decides what the one copy says that may lie on the table between the two. It holds what was released and nothing
 * else: no sheet, no date, count or state of one, no flag, and no word on whether there are any. What was not
 * released is not in its input. Pure: the same input gives the same content.
 */
export function coupleSummaryContent(input: CoupleSummaryInput): SummaryContent {
  const dates = summaryDates(input.practice.timeZone);
  const quotes = input.released.quotes.map(releasedQuote);
  return {
    kind: 'COUPLE',
    language: 'en-US',
    title: TITLE,
    madeAt: input.madeAt,
    practice: input.practice.name,
    code: input.couple.code,
    copy: JOINT,
    caution: NOT_INCLUDED,
    facts: coupleFacts(input, dates),
    since: { heading: 'Since last time', changes: [], remarks: ['Nothing has been released.'] },
    words: {
      heading: 'In your words',
      quotes,
      remarks: quotes.length > 0 ? [] : ['No words have been released.'],
    },
    lines: { heading: 'Lines', charts: [], sessions: [], remarks: ['No ratings have been released.'] },
    promises: {
      heading: 'Promises',
      sides: [],
      rows: [],
      remarks: ['Nothing said of promises has been released.'],
    },
    open: {
      heading: 'Open',
      submitted: [],
      assigned: [],
      due: [],
      remarks: ['Nothing released waits to be discussed.'],
    },
    agenda: { heading: 'Agenda wishes', wishes: [], remarks: ['No wish has been released.'] },
    notes: notes(),
    worksheets: [],
    running: running(input, dates, {
      subject: `Couple ${input.couple.code}, clients ${input.clients.join(' and ')}`,
      copy: JOINT,
      caution: NOT_INCLUDED,
    }),
  };
}

function coupleFacts(input: CoupleSummaryInput, dates: SummaryDates): SummaryContent['facts'] {
  const [session, week, ...rest] = sessionFacts(input, dates);
  const [a, b] = input.clients;
  return [
    ...[session, week].filter((fact) => fact !== undefined),
    { label: 'Clients', value: `A ${a}\nB ${b}` },
    ...rest.filter(({ label }) => label !== 'Period'),
  ];
}

function releasedQuote({ side, words, prompt }: ReleasedQuote): Quote {
  return { prompt, words, own: true, source: `Partner ${side}` };
}
