import type { JSX } from 'preact';
import { messages } from './messages.js';

/** The built files as the console’s document names them; '' for what was not built. */
export interface ConsoleAssets {
  readonly css: string;
  readonly scriptPath: string;
  readonly fontPath: string;
}

/** The client’s tab shows a plain square; the clinic’s own may show the house’s mark. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20'%3E%3Crect width='20' height='20' rx='5' fill='%2317695b'/%3E%3Cpath d='M20 5v10a5 5 0 0 1-5 5H5a5 5 0 0 1-3.5-1.5l17-17A5 5 0 0 1 20 5z' fill='%23e9a84c'/%3E%3C/svg%3E";

/** The document’s head. */
export function Head(props: { readonly assets: ConsoleAssets; readonly nonce: string }): JSX.Element {
  const { css, fontPath } = props.assets;
  const { nonce } = props;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{messages.product}</title>
      <link rel="icon" href={ICON} />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#f4f6f3" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#101614" media="(prefers-color-scheme: dark)" />
      {fontPath && <link rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href={fontPath} />}
      <style nonce={nonce} dangerouslySetInnerHTML={{ __html: css }} />
    </head>
  );
}

/** What the server tells the page’s script. */
export interface Given {
  /** Prefix under which we are mounted, without a slash at the end. */
  readonly basePath: string;
  /** Whether the host’s own log-in lets members in by their browser. */
  readonly hostSignIn: boolean;
}

/** A place for the page’s script to draw in. */
export function Body(props: { readonly given: Given; readonly scriptPath: string }): JSX.Element {
  const { given, scriptPath } = props;
  return (
    <body>
      <div id="app" data-base-path={given.basePath} data-host-sign-in={given.hostSignIn ? 'yes' : 'no'}>
        <noscript>
          <p class="problem">{messages.noScript}</p>
        </noscript>
      </div>
      {scriptPath && <script type="module" src={scriptPath} />}
    </body>
  );
}
