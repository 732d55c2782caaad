import { counted } from '../summary.answers.js';
import type {
  FlagLine,
  ReadFirst,
  SubmittedFlag,
  SubmittedWorksheet,
  SummaryInput,
} from '../summary.types.js';
import { type Answered, readAnswers, refOf, saidAt, sourceOf } from './answered.js';
import type { Printing } from './printing.js';

const MOST_FLAGS = 5;
/** Answers printed with one flag. */
const MOST_ANSWERS = 2;
const TICKS = ['contacted', 'assessed', 'documented'];

/** One flag, and the submission that raised it. */
interface Raised {
  readonly flag: SubmittedFlag;
  readonly level: FlagLine['level'];
  readonly by: Answered<SubmittedWorksheet>;
  readonly changedIn?: number;
}

/** What must be read before anything else: urgent flags, then those to be read; what is only noted stays out. */
export function readFirst(input: SummaryInput, print: Printing): ReadFirst {
  const raised = raisedIn(input);
  const urgent = raised.filter(({ level }) => level === 'urgent').length;
  const beyond = raised.slice(MOST_FLAGS);
  return {
    heading: 'Read first',
    ...(raised.length > 0 && { note: countOf(raised.length, urgent) }),
    ticks: raised.length > 0 ? TICKS : [],
    flags: raised.slice(0, MOST_FLAGS).map((one) => flagLine(one, print)),
    remarks: [
      ...(raised.length === 0 ? ['No new flags. Absence is not safety.'] : []),
      ...(beyond.length > 0 ? [beyondThePage(beyond)] : []),
    ],
  };
}

/** The answers that stand under "Read first", as refs: they are not told again further down. */
export function refsReadFirst(input: SummaryInput): readonly string[] {
  return raisedIn(input)
    .slice(0, MOST_FLAGS)
    .flatMap(({ flag, by }) => flag.items.slice(0, MOST_ANSWERS).map((item) => refOf(by, item)));
}

function countOf(all: number, urgent: number): string {
  const flags = `${all} new flag${all === 1 ? '' : 's'}`;
  return urgent > 0 ? `${flags}, ${urgent} urgent` : flags;
}

function beyondThePage(beyond: readonly Raised[]): string {
  const urgent = beyond.filter(({ level }) => level === 'urgent').length;
  const among = urgent > 0 ? `, ${urgent} of them urgent` : '';
  const labels = [...new Set(beyond.map(({ flag }) => flag.label))].join('; ');
  return `${beyond.length} more${among}: ${labels}. Read them on the screen before the session.`;
}

/** All flags of the period that ask for a reader, urgent first and then the latest first. */
function raisedIn({ submissions, superseded }: SummaryInput): readonly Raised[] {
  const standing = submissions.flatMap((submission) => raisedBy(submission));
  const before = superseded.flatMap((earlier) => takenBack(earlier, submissions));
  return [...standing, ...before].toSorted(
    (a, b) =>
      Number(b.level === 'urgent') - Number(a.level === 'urgent') ||
      b.by.from.submittedAt.getTime() - a.by.from.submittedAt.getTime(),
  );
}

function raisedBy(submission: SubmittedWorksheet, changedIn?: number): readonly Raised[] {
  if (submission.flags.every(({ level }) => level === 'note')) return [];
  const by = readAnswers(submission);
  return submission.flags.flatMap((flag) =>
    flag.level === 'note'
      ? []
      : [{ flag, level: flag.level, by, ...(changedIn !== undefined && { changedIn }) }],
  );
}

/** An answer that was changed afterwards still asks for a reader: whoever is watched takes back what was said. */
function takenBack(
  earlier: SubmittedWorksheet,
  submissions: readonly SubmittedWorksheet[],
): readonly Raised[] {
  const latest = submissions.find(({ assignmentId }) => assignmentId === earlier.assignmentId);
  return raisedBy(earlier, latest?.revision).filter(
    ({ flag }) => !latest?.flags.some((one) => covers(one, flag)),
  );
}

function covers(later: SubmittedFlag, earlier: SubmittedFlag): boolean {
  return later.code === earlier.code && (later.level === 'urgent' || later.level === earlier.level);
}

function flagLine({ flag, level, by, changedIn }: Raised, print: Printing): FlagLine {
  const said = flag.items.flatMap((item) => saidAt(by, item, print) ?? []);
  const remarks = [
    ...(said.length > MOST_ANSWERS
      ? [`${counted(said.length - MOST_ANSWERS, 'more answer')} raised this.`]
      : []),
    ...(changedIn === undefined ? [] : [`Answered otherwise in revision ${changedIn}.`]),
  ];
  return {
    level,
    ...(level === 'urgent' && { lead: 'URGENT' }),
    what: flag.label,
    source: sourceOf(by, print),
    said: said.slice(0, MOST_ANSWERS),
    ...(flag.suggestedAction !== null && { action: flag.suggestedAction }),
    ...(remarks.length > 0 && { remark: remarks.join(' ') }),
  };
}
