import type { JSX } from 'preact';
import { type Mark, WORDING_NOTE } from '../../../core/worksheet/wording/marking.js';
import { wordingMessages } from './messages.js';

/** Longest phrase that a note repeats: it is to be found again, not to be read twice. */
const LONGEST_PHRASE = 60;

interface Props {
  readonly text: string;
  /** At least one. */
  readonly marks: readonly Mark[];
  /** Is the helper switched on? */
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/**
 * A question for each phrase to look at again, folded away by one touch. In English whatever the page speaks, as the
 * rules are. Nothing is counted.
 */
export function WordingNotes({ text, marks, open = true, onToggle }: Props): JSX.Element {
  return (
    <details
      class="more notes"
      open={open}
      onToggle={(event: Event) => onToggle?.((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>{wordingMessages.title}</summary>
      <div class="more-body" lang="en">
        <ul class="help">
          {marks.map(({ start, end, question }) => (
            <li key={start}>
              <q>{shortened(text.slice(start, end))}</q> {question}
            </li>
          ))}
        </ul>
        <p>{WORDING_NOTE}</p>
      </div>
    </details>
  );
}

/** The beginning and the end of a long phrase, since the rule's own words stand there. */
function shortened(phrase: string): string {
  const letters = Array.from(phrase.replace(/\s+/gu, ' '));
  if (letters.length <= LONGEST_PHRASE) return letters.join('');
  const half = Math.floor(LONGEST_PHRASE / 2);
  return `${letters.slice(0, half).join('').trimEnd()} … ${letters.slice(-half).join('').trimStart()}`;
}
