import type { ComponentChildren, JSX } from 'preact';
import { isAnswered } from '../../../core/worksheet/reading.js';
import type { Place } from '../../../core/worksheet/validation.js';
import { goValue } from '../actions.js';
import { mayHaveCard } from '../cards.js';
import { describedBy, type Question } from '../form.js';
import { hasHint, shapeHint } from '../hints.js';
import { SeenBy } from '../layout/privacy.js';
import { messages, pageLang, worksheetLang } from '../messages.js';
import { TWO_VERSIONS } from '../names.js';

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
    <fieldset
      class={`q ${look}`}
      id={question.id}
      tabIndex={-1}
      autofocus={question.isLanding}
      aria-describedby={describedBy(question)}
    >
      <legend id={`${question.id}-asked`} lang={worksheetLang}>
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
    <div class={`q ${look}`} id={question.id} tabIndex={-1} autofocus={question.isLanding}>
      <label class="asked" id={`${question.id}-asked`} for={`${question.id}-c`} lang={worksheetLang}>
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
      {question.isNew && (
        <span class="new" lang={pageLang}>
          {messages.newHere}
        </span>
      )}
      {question.item.text}
      {question.item.required && (
        <span class="needed" lang={pageLang}>
          {messages.needed}
        </span>
      )}
    </>
  );
}

/** Help, who else can see it, what is wrong, and the other version of the answer. */
export function Notes({ question }: { readonly question: Question }): JSX.Element {
  const { item, id, problem, other, seenBy } = question;
  const shape = shapeHint(item);
  return (
    <>
      {hasHint(item) && (
        <p class="hint" id={`${id}-help`} lang={worksheetLang}>
          {item.help}
          {item.help && shape && ' '}
          {pageLang && shape ? <span lang={pageLang}>{shape}</span> : shape}
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
  const { item, card, drawn } = question;
  if (!mayHaveCard(item)) return null;
  return (
    <div role="status">
      {card !== undefined && (
        <div class="calm">
          {card.kind === 'help' ? <Help drawn={drawn} /> : <Grounding text={card.text} />}
          <button class="second" name="go" value="later" data-do="stop">
            {messages.grounding.stop}
          </button>
        </div>
      )}
    </div>
  );
}

/** What the worksheet says to somebody who is shaky, and three breaths to pause for, which start when asked. */
function Grounding({ text }: { readonly text: string }): JSX.Element {
  const { pause, breathe } = messages.grounding;
  return (
    <>
      <p lang={worksheetLang}>{text}</p>
      <details class="breaths">
        <summary>{pause}</summary>
        <p>{breathe}</p>
        <span class="breath" aria-hidden="true" />
      </details>
    </>
  );
}

/** Where help is, as at the foot of the page: in the browser its very words, so that no script carries them twice. */
function Help({ drawn }: Pick<Question, 'drawn'>): JSX.Element {
  return (
    <>
      <p>
        <strong>{messages.helpHere}</strong>
      </p>
      <div class="help" ref={copyHelp}>
        {drawn?.help()}
      </div>
    </>
  );
}

function copyHelp(place: HTMLElement | null): void {
  if (place?.firstChild) return;
  for (const words of document.querySelectorAll('[data-help] > :not(summary)'))
    place?.append(words.cloneNode(true));
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
      <p class="version" dir="auto">
        {other === '' ? words.empty : other}
      </p>
      <input type="hidden" name={TWO_VERSIONS} value={question.name} />
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
      {answered && canClear && (
        <SmallButton kind="clear" place={place} words={messages.clear} about={item.text} />
      )}
      {!answered && !inRow && !item.required && (
        <SmallButton kind="skip" place={place} words={messages.skip} about={item.text} />
      )}
    </div>
  );
}

/** A small button beside a question. `about` is read out only, so that each "Skip" says what it skips. */
function SmallButton(props: {
  readonly kind: 'skip' | 'unskip' | 'clear';
  readonly place: Place;
  readonly words: string;
  readonly about: string;
}): JSX.Element {
  return (
    <button class="aside" name="go" value={goValue(props.kind, props.place)}>
      {props.words}
      <span class="vh" lang={worksheetLang}>
        {' '}
        {props.about}
      </span>
    </button>
  );
}

/** What stands in the place of the controls of a skipped question. */
export function Skipped({ question }: { readonly question: Question }): JSX.Element {
  const { item, place } = question;
  return (
    <p class="skipped-row">
      <span class="skipped-word">{messages.skipped}</span>
      <SmallButton
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
    <div class="q skipped" id={question.id} tabIndex={-1} autofocus={question.isLanding}>
      <p class="asked" lang={worksheetLang}>
        {question.item.text}
      </p>
      <Skipped question={question} />
    </div>
  );
}
