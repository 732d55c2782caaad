import { messages } from '../messages.js';
import type { Screen } from '../screen.js';
import { addStyles } from './add-styles.js';
import type { Aside } from './aside.js';

interface Wanted {
  /** What on the page it is for. */
  readonly where: string;
  readonly load: () => Promise<Aside>;
}

const MAP = '.map[open]';

const ASIDES: readonly Wanted[] = [
  { where: MAP, load: () => import('../map/open.js').then(({ map }) => map) },
  { where: '[data-wording]', load: () => import('../wording/open.js').then(({ wording }) => wording) },
];

/** Fetches each of them once the page has a place for it, and lets it follow what is answered from then on. */
export function asidesOf(root: HTMLElement, current: () => Screen): () => void {
  const loaded = new Map<Wanted, Aside | undefined>();
  const follow = (): void => {
    for (const wanted of ASIDES) {
      if (loaded.has(wanted)) loaded.get(wanted)?.follow(root, current());
      else if (root.querySelector(wanted.where)) void fetchIt(wanted);
    }
  };
  const fetchIt = async (wanted: Wanted): Promise<void> => {
    loaded.set(wanted, undefined);
    const aside = await wanted.load().catch(() => undefined);
    if (!aside) {
      // Asked for again when something changes; by then there may be a connection.
      loaded.delete(wanted);
      if (wanted.where === MAP) sayAway(root);
      return;
    }
    loaded.set(wanted, aside);
    addStyles(aside.styles);
    aside.follow(root, current());
  };
  root.addEventListener('toggle', follow, true);
  return follow;
}

function sayAway(root: HTMLElement): void {
  const place = root.querySelector(`${MAP} .map-body`);
  if (place) place.textContent = messages.familyMap.away;
}
