import type { JSX } from 'preact';
import { messages } from '../messages.js';
import { cardMark, domId, placeOf } from '../names.js';
import { partWith, type Screen } from '../screen.js';
import { urls } from '../urls.js';

/** What the client must do before saving can go on; nothing in the ordinary course of things. */
export function Banner({ screen }: { readonly screen: Screen }): JSX.Element | null {
  switch (screen.status) {
    case 'signed_out':
      return (
        <div class="banner" role="alert">
          <h2>{messages.signedOutNote.title}</h2>
          <p>{messages.signedOutNote.text}</p>
          <button type="button" class="second" data-do="retry">
            {messages.signedOutNote.retry}
          </button>
        </div>
      );
    case 'gone':
      return (
        <div class="banner" role="alert">
          <h2>{messages.goneNote.title}</h2>
          <p>{messages.goneNote.text}</p>
          <a href={urls.home(screen.form.shell)}>{messages.goneNote.home}</a>
        </div>
      );
    case 'conflict':
      return (
        <div class="banner" role="alert">
          <p>
            {messages.conflict.notice} <FirstConflict screen={screen} />
          </p>
        </div>
      );
    case 'saved':
    case 'saving':
    case 'waiting':
    case 'offline':
    case 'failed':
    case 'check':
      break;
  }
  return screen.note ? (
    <p class="note" role="status">
      {screen.note}
    </p>
  ) : null;
}

function FirstConflict({ screen }: { readonly screen: Screen }): JSX.Element | null {
  const { form, assignmentId } = screen;
  const [name] = Object.keys(form.others);
  if (name === undefined) return null;
  const place = placeOf(name);
  const page = urls.part(form.shell, assignmentId, partWith(form, place.item));
  return (
    <a href={`${page}#${domId(form.compiled, place)}`} data-row={cardMark(form.compiled, place)}>
      {messages.conflict.show}
    </a>
  );
}
