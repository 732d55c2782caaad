import { isOurs } from '../live/sweep.js';
import { copyNames, copyUnder, SecondCopy } from './second-copy.js';

/**
 * Where one worksheet's words lie in this browser: for each tab under a name of its own, which says nothing. Writing is
 * done when the call returns, so that it outlives the tab; what a browser keeps asynchronously was seen to lose the end.
 */
export class Shelf {
  private readonly own: string;
  private readonly second: SecondCopy;

  /** @param prefix what the names of all tabs begin with */
  constructor(private readonly prefix: string) {
    this.own = prefix + tabMark();
    this.second = new SecondCopy(this.own);
  }

  /**
   * False where the browser has no room, or keeps nothing.
   * @param twice a second copy outlives a browser that is killed
   */
  put(sealed: string, twice: boolean): boolean {
    try {
      localStorage.setItem(this.own, sealed);
      if (twice) void this.second.put(sealed);
      return true;
    } catch {
      return false;
    }
  }

  /** Removes what this tab has put. */
  remove(): void {
    localStorage.removeItem(this.own);
    this.second.remove();
  }

  /** Holds this tab's name for as long as the tab lives, so that no other takes its words for left ones. */
  claim(): void {
    void navigator.locks?.request(this.own, () => new Promise(() => undefined));
  }

  /** What tabs left that are there no more: by name, the copies of it. */
  async left(): Promise<[name: string, copies: readonly string[]][]> {
    const found: [string, string[]][] = [];
    for (const name of new Set([...Object.keys(localStorage), ...(await copyNames())])) {
      if (!isOurs(name) || !name.startsWith(this.prefix) || (await isAlive(name))) continue;
      const copies = [localStorage.getItem(name), await copyUnder(name)];
      found.push([name, copies.filter((copy) => typeof copy === 'string')]);
    }
    return found;
  }
}

/** Removes what a tab has left under a name. */
export function forget(name: string): void {
  localStorage.removeItem(name);
  if ('databases' in indexedDB) indexedDB.deleteDatabase(name);
}

/** Where the browser cannot say, a tab's words may be brought back twice: the second time they change nothing. */
async function isAlive(name: string): Promise<boolean> {
  return (await navigator.locks?.request(name, { ifAvailable: true }, (lock) => lock === null)) ?? false;
}

/** Four letters that hardly another tab has drawn. */
function tabMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(3));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
