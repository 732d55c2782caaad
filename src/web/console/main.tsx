import { render } from 'preact';
import { App } from './app.js';
import './styles/console.css';

/** What stands behind the `#` is a secret: it leaves the address, and the history, before anything else. */
function takeSecret(): string {
  const secret = location.hash.slice(1);
  if (secret !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}

const place = document.getElementById('app');
if (place) {
  const secret = takeSecret();
  place.replaceChildren();
  const { basePath = '', hostSignIn } = place.dataset;
  render(<App basePath={basePath} hostSignIn={hostSignIn === 'yes'} secret={secret} />, place);
  document.documentElement.dataset.live = '';
}
