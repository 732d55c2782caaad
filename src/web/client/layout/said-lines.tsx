import type { JSX } from 'preact';
import type { Item, Section } from '../../../core/worksheet/definition.js';
import type { DisplayedAnswer } from '../../../core/worksheet/display.js';
import { initialAnswer, standingAnswer, takesAnswer } from '../../../core/worksheet/starting.js';
import { displayed } from '../displayed.js';
import type { Form } from '../form.js';
import { Said, SaidRows } from '../items/said.js';
import { worksheetLang } from '../messages.js';

/** A question of a section with its answer as it is read. */
export interface SaidLine {
  readonly item: Item;
  readonly shown: DisplayedAnswer;
}

/** The questions of a section that are shown and that hand something in, in their order. */
export function linesOf(form: Form, section: Section): readonly SaidLine[] {
  return section.items
    .filter((item) => form.shown.item(item.id) && (takesAnswer(item) || initialAnswer(item) !== undefined))
    .map((item) => ({
      item,
      shown: displayed(form, { item: item.id }, standingAnswer(item, form.answers)),
    }));
}

/** Does the line say something, so that it is worth reading? */
export function isSaid({ shown }: SaidLine): boolean {
  return shown.kind === 'text' || shown.kind === 'list';
}

/** Questions with what was said. `keeps`: whether a field of a group is shown, by its path such as `members.label`. */
export function SaidLines(props: {
  readonly form: Form;
  readonly lines: readonly SaidLine[];
  readonly keeps?: (path: string) => boolean;
}): JSX.Element {
  const { form, lines, keeps } = props;
  return (
    <dl>
      {lines.map(({ item, shown }) => (
        <div key={item.id} class="pair">
          <dt lang={worksheetLang}>{item.text}</dt>
          <dd>
            {item.type === 'group' ? (
              <SaidRows item={item} form={form} keeps={keeps} />
            ) : (
              <Said item={item} shown={shown} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
