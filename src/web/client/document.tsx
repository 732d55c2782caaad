import type { JSX } from 'preact';
import { Foot } from './layout/foot.js';
import type { ClientAssets, ClientPage, Shell } from './model.js';
import { pageMessages } from './page-messages.js';
import { Apart } from './pages/apart.js';
import { Closed } from './pages/closed.js';
import { EnterPage } from './pages/enter.js';
import { HomePage } from './pages/home.js';
import { Locked } from './pages/locked.js';
import { LogIn } from './pages/log-in.js';
import { MessagePage, ReceiptPage } from './pages/notices.js';
import { CLEARS_AFTER_SECONDS, OfficeReceipt } from './pages/office-receipt.js';
import { Past } from './pages/past.js';
import { SheetScreen } from './pages/sheet.js';
import { SignIn } from './pages/sign-in.js';
import { Tablet } from './pages/tablet.js';
import { isSheet } from './sheet-pages.js';
import { type Screen, titleOfView } from './screen.js';
import { urls } from './urls.js';

/** A plain grey square: a tab must not tell what it shows. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Crect width='8' height='8' rx='2' fill='%23667770'/%3E%3C/svg%3E";

/** The document's head. The title says neither what the worksheet is nor whose it is. */
export function Head(props: {
  readonly title: string;
  readonly css: string;
  readonly assets: ClientAssets;
  readonly nonce: string;
  /** As `clearsItself` says. */
  readonly clears: string | null;
}): JSX.Element {
  const { title, css, assets, nonce, clears } = props;
  return (
    <head>
      <meta charset="utf-8" />
      {/* A phone's keyboard makes the page smaller instead of lying over it. */}
      <meta name="viewport" content="width=device-width,initial-scale=1,interactive-widget=resizes-content" />
      <title>{title}</title>
      <link rel="icon" href={ICON} />
      <meta name="theme-color" content="#f4f6f3" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#101614" media="(prefers-color-scheme: dark)" />
      <meta name="format-detection" content="telephone=no" />
      {assets.fontPath && (
        <link rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href={assets.fontPath} />
      )}
      {clears !== null && (
        <noscript>
          <meta http-equiv="refresh" content={clears} />
        </noscript>
      )}
      <style nonce={nonce} dangerouslySetInnerHTML={{ __html: css }} />
    </head>
  );
}

/** Without scripts nothing else clears a page on a device of the clinic’s. Whoever writes for long has this much time. */
const CLEARS_UNTOUCHED_SECONDS = 600;

/** How a page on a device of the clinic’s clears itself where no script does: `content` of a refresh; null elsewhere. */
export function clearsItself(page: ClientPage, shell: Shell): string | null {
  if (shell.place !== 'office') return null;
  const seconds = page.kind === 'receipt' ? 2 * CLEARS_AFTER_SECONDS : CLEARS_UNTOUCHED_SECONDS;
  return `${seconds};url=${urls.exit(shell)}`;
}

/** What the browser's tab and history are told. */
export function titleOf(page: ClientPage, screen: Screen | undefined): string {
  if (isSheet(page)) return screen ? titleOfView(screen.view, screen.form) : '';
  return pageMessages.title[page.kind === 'message' ? page.message : page.kind];
}

/** What the page shows. */
export function Body(props: {
  readonly page: ClientPage;
  readonly shell: Shell;
  readonly screen: Screen | undefined;
}): JSX.Element | null {
  const { page, shell, screen } = props;
  switch (page.kind) {
    case 'enter':
      return (
        <EnterPage practiceId={page.practiceId} linkId={page.linkId} problem={page.problem} shell={shell} />
      );
    case 'home':
      return <HomePage lines={page.lines} shell={shell} />;
    case 'cover':
    case 'part':
    case 'review':
      return screen ? <SheetScreen screen={screen} foot={<Foot takesAnswers />} /> : null;
    case 'receipt':
      return shell.place === 'office' ? (
        <OfficeReceipt closing={page.closing} next={page.next} shell={shell} />
      ) : (
        <ReceiptPage page={page} shell={shell} />
      );
    case 'past':
      return <Past page={page} shell={shell} />;
    case 'closed':
      return <Closed page={page} shell={shell} />;
    case 'apart':
      return <Apart page={page} shell={shell} />;
    case 'signIn':
      return <SignIn page={page} shell={shell} />;
    case 'tablet':
      return <Tablet page={page} shell={shell} />;
    case 'locked':
      return <Locked page={page} shell={shell} />;
    case 'logIn':
      return <LogIn page={page} shell={shell} />;
    case 'message':
      return <MessagePage message={page.message} shell={shell} />;
  }
}
