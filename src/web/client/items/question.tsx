import type { ComponentChildren, JSX } from 'preact';
import { isAnswered } from '../../../core/worksheet/reading.js';
import type { Place } from '../../../core/worksheet/validation.js';
import { goValue } from '../actions.js';
import { describedBy, type Question } from '../form.js';
import { hintOf } from '../hints.js';
import { SeenBy } from '../layout/privacy.js';
import { messages } from '../messages.js';

interface FrameProps {
  readonly question: Question;
  readonly children: ComponentChildren;
  /** More class names for the frame. */
  readonly look?: string;
}

/** A question of several controls: radio buttons, boxes, tiles. */
export function GroupedQuestion({ question, children, look = '' }: FrameProps): JSX.Element {
  if (question.skipped) return <SkippedQuestion question={question} />;
  return (
    <fieldset class={`q ${look}`} id={question.id} tabIndex={-1} aria-describedby={describedBy(question)}>
      <legend id={`${question.id}-asked`}>
        <Asked question={question} />
      </legend>
      <Notes question={question} />
      {children}
      <Reply question={question} />
      <Slot question={question} radios />
    </fieldset>
  );
}

/** A question of one control, whose id is the question's with `-c` at its end. */
export function LabelledQuestion({ question, children, look = '' }: FrameProps): JSX.Element {
  if (question.skipped) return <SkippedQuestion question={question} />;
  return (
    <div class={`q ${look}`} id={question.id} tabIndex={-1}>
      <label class="asked" id={`${question.id}-asked`} for={`${question.id}-c`}>
        <Asked question={question} />
      </label>
      <Notes question={question} />
      {children}
      <Reply question={question} />
      <Slot question={question} radios={false} />
    </div>
  );
}

/** The attributes that tie one control to its question. */
export function controlProps(question: Question): {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
} {
  return {
    id: `${question.id}-c`,
    name: question.name,
    'aria-describedby': describedBy(question),
    'aria-invalid': question.problem === undefined ? undefined : 'true',
  };
}

/** The words of a question, with what must be known before answering. */
export function Asked({ question }: { readonly question: Question }): JSX.Element {
  return (
    <>
      {question.isNew && <span class="new">{messages.newHere}</span>}
      {question.item.text}
      {question.item.required && <span class="needed">{messages.needed}</span>}
    </>
  );
}

/** Help, who else can see it, what is wrong, and the other version of the answer. */
export function Notes({ question }: { readonly question: Question }): JSX.Element {
  const { item, id, problem, other, seenBy } = question;
  const hint = hintOf(item);
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-help`}>
          {hint}
        </p>
      )}
      {seenBy && <SeenBy id={`${id}-seen`} words={seenBy} />}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
      {other !== undefined && <Versions question={question} other={other} />}
    </>
  );
}

/** What the page says to the answers so far, with a way to stop for now. It is read out when it opens. */
export function Reply({ question }: { readonly question: Question }): JSX.Element | null {
  const { item, card } = question;
  if (item.card === undefined) return null;
  return (
    <div role="status">
      {card !== undefined && (
        <div class="calm">
          <p>{card}</p>
          <button class="second" name="go" value="later">
            {messages.later}
          </button>
        </div>
      )}
    </div>
  );
}

/** Two texts for one answer; nothing is thrown away before the client has chosen. */
function Versions({ question, other }: { readonly question: Question; readonly other: string }): JSX.Element {
  const words = messages.conflict;
  return (
    <div class="versions" role="group" aria-labelledby={`${question.id}-two`}>
      <p class="versions-title" id={`${question.id}-two`}>
        {words.title}
      </p>
      <p>{words.text}</p>
      <p class="version-label">{words.there}</p>
      <p class="version">{other === '' ? words.empty : other}</p>
      <div class="version-choice">
        <button class="second" name="go" value={goValue('mine', question.place)}>
          {words.keepHere}
        </button>
        <button class="second" name="go" value={goValue('theirs', question.place)}>
          {words.keepThere}
        </button>
      </div>
    </div>
  );
}

/** Answers of radio buttons: a touch gives them and no touch on the same control takes them back. */
const HARD_TO_TAKE_BACK: readonly string[] = ['choice', 'scale', 'grid'];

/**
 * One quiet place under a question: "Skip" while it is open, "Clear" once there is an answer to take back.
 * It keeps its height when it is empty, so that nothing below moves.
 */
export function Slot(props: {
  readonly question: Question;
  /** Is the question asked by radio buttons? A list or a text takes its answer back by itself. */
  readonly radios: boolean;
}): JSX.Element | null {
  const { question, radios } = props;
  const { item, place, answer, typed } = question;
  const inRow = place.row !== undefined;
  const answered = isAnswered(answer) || !!typed;
  const canClear = radios && HARD_TO_TAKE_BACK.includes(item.type);
  if (inRow && !canClear) return null;
  return (
    <div class="slot">
      {answered && canClear && <Aside kind="clear" place={place} words={messages.clear} about={item.text} />}
      {!answered && !inRow && !item.required && (
        <Aside kind="skip" place={place} words={messages.skip} about={item.text} />
      )}
    </div>
  );
}

/** A small button beside a question. `about` is read out only, so that each "Skip" says what it skips. */
function Aside(props: {
  readonly kind: 'skip' | 'unskip' | 'clear';
  readonly place: Place;
  readonly words: string;
  readonly about: string;
}): JSX.Element {
  return (
    <button class="aside" name="go" value={goValue(props.kind, props.place)}>
      {props.words}
      <span class="vh"> {props.about}</span>
    </button>
  );
}

/** What stands in the place of the controls of a skipped question. */
export function Skipped({ question }: { readonly question: Question }): JSX.Element {
  const { item, place } = question;
  return (
    <p class="skipped-row">
      <span class="skipped-word">{messages.skipped}</span>
      <Aside
        kind={place.row === undefined ? 'unskip' : 'clear'}
        place={place}
        words={messages.unskip}
        about={item.text}
      />
    </p>
  );
}

function SkippedQuestion({ question }: { readonly question: Question }): JSX.Element {
  return (
    <div class="q skipped" id={question.id} tabIndex={-1}>
      <p class="asked">{question.item.text}</p>
      <Skipped question={question} />
    </div>
  );
}
