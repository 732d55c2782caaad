import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../api/auth.types.js';
import { messages } from '../messages.js';
import { useConsole } from '../parts/context.js';
import { Button } from '../parts/controls.js';
import { Mark } from '../parts/notices.js';
import { useTitle } from '../parts/use-title.js';

/** The places of the console, as its addresses name them. */
export const PLACES = {
  clients: '/console',
  account: '/console/account',
  tokens: '/console/tokens',
} as const;
export type Place = keyof typeof PLACES;

/** What stands around every page of a signed-in member. */
export function Frame(props: {
  readonly me: Me;
  readonly place: Place;
  readonly onSignOut: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { me, place, onSignOut, children } = props;
  const { basePath, goTo } = useConsole();
  const main = useRef<HTMLElement>(null);
  const title = messages[place].title;
  useTitle(`${title} · ${me.practiceName}`);
  useEffect(() => {
    main.current?.querySelector('h1')?.focus();
  }, [title]);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {messages.skip}
      </a>
      <header class="side">
        <p class="brand">
          <Mark />
          <span class="cut">{me.practiceName}</span>
        </p>
        <nav aria-label={messages.nav.label}>
          <ul>
            {(Object.keys(PLACES) as Place[]).map((one) => (
              <li key={one}>
                <a
                  href={basePath + PLACES[one]}
                  aria-current={one === place ? 'page' : undefined}
                  onClick={(event) => {
                    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
                    event.preventDefault();
                    goTo(PLACES[one]);
                  }}
                >
                  {messages.nav[one]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="me">
          <span class="cut">{me.displayName}</span>
          <Button kind="plain" onPress={onSignOut}>
            {messages.nav.signOut}
          </Button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </main>
    </div>
  );
}
