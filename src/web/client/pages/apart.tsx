import type { JSX } from 'preact';
import type { ApartPage, Shell } from '../model.js';
import { pageMessages } from '../page-messages.js';
import { urls } from '../urls.js';
import { PlainPage } from './plain.js';

/**
 * In a frame, where the browser has kept nothing of what let the client in. The way on takes the whole window, and Back
 * leads to the page around.
 */
export function Apart(props: { readonly page: ApartPage; readonly shell: Shell }): JSX.Element {
  const { page, shell } = props;
  const words = pageMessages.apart;
  return (
    <PlainPage shell={shell}>
      <h1>{pageMessages.title.apart}</h1>
      <p class="lead">{words.text}</p>
      <p>{words.there}</p>
      <p class="go">
        <a class="primary" href={`${urls.home(shell)}${page.at}`} target="_top">
          {words.open}
        </a>
      </p>
    </PlainPage>
  );
}
