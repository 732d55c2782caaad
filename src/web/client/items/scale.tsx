import type { JSX } from 'preact';
import { DOES_NOT_APPLY } from '../../../core/worksheet/answers.js';
import type { GridItem, Scale, ScaleItem } from '../../../core/worksheet/definition.js';
import { isRecord, valueOf } from '../../../core/worksheet/reading.js';
import type { Question } from '../form.js';
import { messages, pageLang, worksheetLang } from '../messages.js';
import { cellName } from '../names.js';
import { GroupedQuestion } from './question.js';

/** 0 to 10 as tiles, never a drag slider: nothing is chosen until someone chooses, and one touch is enough. */
export function ScaleQuestion({ question }: { readonly question: Question<ScaleItem> }): JSX.Element {
  const { scale } = question.item;
  return (
    <GroupedQuestion question={question}>
      <Ends scale={scale} />
      <Tiles scale={scale} name={question.name} chosen={valueOf(question.answer)} />
    </GroupedQuestion>
  );
}

/** One scale for each line, or "does not apply". */
export function GridQuestion({ question }: { readonly question: Question<GridItem> }): JSX.Element {
  const { scale, options } = question.item;
  const value: unknown = valueOf(question.answer);
  const cells = isRecord(value) ? value : {};
  return (
    <GroupedQuestion question={question} look="grid">
      <Ends scale={scale} />
      {options.map((option) => {
        const name = cellName(question.place, option.value);
        const chosen = Object.hasOwn(cells, option.value) ? cells[option.value] : undefined;
        return (
          <fieldset key={option.value} class="grid-line">
            <legend lang={worksheetLang}>{option.label}</legend>
            <Tiles scale={scale} name={name} chosen={chosen}>
              <label class="tile wide">
                <input type="radio" name={name} value={DOES_NOT_APPLY} checked={chosen === DOES_NOT_APPLY} />
                <span class="face-of-tile" lang={pageLang}>
                  {messages.doesNotApply}
                </span>
              </label>
            </Tiles>
          </fieldset>
        );
      })}
    </GroupedQuestion>
  );
}

function Ends({ scale }: { readonly scale: Scale }): JSX.Element {
  return (
    <div class="ends" aria-hidden="true" lang={worksheetLang}>
      <span>
        {scale.min} {scale.low}
      </span>
      <span>
        {scale.max} {scale.high}
      </span>
    </div>
  );
}

function Tiles(props: {
  readonly scale: Scale;
  readonly name: string;
  readonly chosen: unknown;
  readonly children?: JSX.Element;
}): JSX.Element {
  const { scale, name, chosen, children } = props;
  const count = Math.floor((scale.max - scale.min) / scale.step) + 1;
  const numbers = Array.from({ length: count }, (_, index) => scale.min + index * scale.step);
  return (
    <div class={count === 11 ? 'tiles eleven' : 'tiles'} lang={worksheetLang}>
      {numbers.map((number) => (
        <label key={number} class="tile">
          <input
            type="radio"
            name={name}
            value={number}
            checked={chosen === number}
            aria-label={endName(scale, number)}
          />
          <span class="face-of-tile">{number}</span>
        </label>
      ))}
      {children}
    </div>
  );
}

/** The ends are read out with their names. */
function endName(scale: Scale, number: number): string | undefined {
  if (number === scale.min) return `${number}, ${scale.low}`;
  return number === scale.max ? `${number}, ${scale.high}` : undefined;
}
