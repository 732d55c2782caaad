import { render } from 'preact';
import { App } from './app.js';
import './styles/console.css';

/** What stands behind the `#` is a secret: it leaves the address, and the history, before anything else. */
function takeSecret(): string {
  const secret = location.hash.slice(1);
  if (secret !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}

/** A page that the browser keeps frozen must not come back as it was: whoever goes back may be somebody else. */
function forgetOnLeaving(): void {
  addEventListener('pagehide', ({ persisted }) => {
    document.documentElement.hidden = persisted;
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}

const place = document.getElementById('app');
if (place) {
  forgetOnLeaving();
  const secret = takeSecret();
  place.replaceChildren();
  const { basePath = '', hostSignIn } = place.dataset;
  render(<App basePath={basePath} hostSignIn={hostSignIn === 'yes'} secret={secret} />, place);
  document.documentElement.dataset.live = '';
}
