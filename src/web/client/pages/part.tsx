import type { JSX } from 'preact';
import type { Section } from '../../../core/worksheet/definition.js';
import { takesAnswer } from '../../../core/worksheet/starting.js';
import type { Form } from '../form.js';
import { ItemQuestion } from '../items/item.js';
import { blocksOf, Statements } from '../items/statements.js';
import { ErrorSummary } from '../layout/errors.js';
import { Privacy } from '../layout/privacy.js';
import { messages, worksheetLang } from '../messages.js';
import { partsOf, type Screen, sectionOf } from '../screen.js';
import { urls } from '../urls.js';

/** One section of the worksheet, as a form that works by itself. */
export function PartMain(props: { readonly screen: Screen; readonly part: number }): JSX.Element | null {
  const { screen, part } = props;
  const { form, assignmentId } = screen;
  const section = sectionOf(form, part);
  if (section === undefined) return null;
  const of = partsOf(form).length;
  const asks = section.items.some((item) => form.shown.item(item.id) && takesAnswer(item));
  return (
    <>
      <p class="caption">{messages.title.part(part, of)}</p>
      <h1 lang={worksheetLang}>{section.title}</h1>
      {screen.checked && <ErrorSummary form={form} pageOf={() => ''} />}
      {form.opened.length + form.carded.length > 0 && !form.live && (
        <p class="note" role="status">
          {form.opened.length > 0 ? messages.opened(form.opened.length) : messages.carded}
        </p>
      )}
      {section.intro && (
        <p class="lead" lang={worksheetLang}>
          {section.intro}
        </p>
      )}
      {asks && <Privacy form={form} share={section.share ?? form.compiled.worksheet.share} />}
      <form
        method="post"
        action={urls.part(form.shell, assignmentId, part)}
        class="sheet"
        noValidate
        autocomplete="off"
        id="sheet"
      >
        {/* The first button is the one that Enter presses: it must keep, never skip or move on. */}
        <button class="vh" name="go" value="stay" tabIndex={-1} aria-hidden="true" />
        <input type="hidden" name="revision" value={screen.revision} />
        {/* Whom to ask for a way in, should the session be over when the form comes back without scripts. */}
        <input type="hidden" name="_practice" value={form.shell.practiceId} />
        <input type="hidden" name="_client" value={form.shell.clientId} />
        <Questions section={section} form={form} />
        <div class="go">
          <button class="primary" name="go" value={part === of ? 'review' : 'next'}>
            {part === of ? messages.toReview : messages.next}
          </button>
          <button class="quiet" name="go" value="back">
            {messages.back}
          </button>
          <button class="quiet" name="go" value="later">
            {messages.later}
          </button>
        </div>
      </form>
    </>
  );
}

function Questions({ section, form }: { readonly section: Section; readonly form: Form }): JSX.Element {
  return (
    <>
      {blocksOf(section.items).map((block) => {
        if (block.kind === 'statements') {
          return <Statements key={block.items[0]?.id} items={block.items} form={form} />;
        }
        const { item } = block;
        return form.shown.item(item.id) ? <ItemQuestion key={item.id} item={item} form={form} /> : null;
      })}
    </>
  );
}
