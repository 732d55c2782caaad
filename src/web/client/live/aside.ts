import type { Screen } from '../screen.js';

/** What a script brings that few pages need: its styles, and what it does in its places, each time that something changes. */
export interface Aside {
  readonly styles: string;
  follow(root: HTMLElement, screen: Screen): void;
}
