import type { JSX } from 'preact';
import type { ClosedPage, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

/**
 * In a frame, when nobody is signed in any more. The button asks the page around it, by a script, to open it again. A
 * form that came too late waits here, to be sent once that has been done from another tab.
 */
export function Closed(props: { readonly page: ClosedPage; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const words = pageMessages.closed;
  return (
    <PlainPage shell={shell}>
      <h1>{pageMessages.title.closed}</h1>
      <p class="lead">{words.text}</p>
      {page.carried ? (
        <form method="post" action={`${urls.home(shell)}${page.to}`}>
          <p>{words.waiting}</p>
          <input type="hidden" name="_carried" value={page.carried} />
          <p class="go">
            <button class="primary">{words.send}</button>
          </p>
        </form>
      ) : (
        <p class="go" data-closed hidden>
          <button type="button" class="primary">
            {words.goOn}
          </button>
        </p>
      )}
      <p class="small">{words.reload}</p>
    </PlainPage>
  );
}
