import { isRecord } from '../../../core/worksheet/reading.js';
import { hasLeft } from '../live/leave.js';
import type { Sheet } from '../live/sheet.js';
import { sweep } from '../live/sweep.js';
import { urls } from '../urls.js';
import { Keeper, type Lock, readWords } from './keeper.js';
import { keyOf } from './seal.js';
import { forget, Shelf } from './shelf.js';
import type { KeptWords } from './words.js';

/** How long to wait where the key could not be asked for. */
const AGAIN_MS = 10_000;

/** What the server gives: the key, the mark of this worksheet, and those of all that are open. All base64url. */
interface Given {
  readonly key: string;
  readonly name: string;
  readonly names: readonly string[];
}

/**
 * From now on keeps on this device what cannot be sent, under a key that the server gives to the client who is signed in
 * and that is in memory only; and brings back what was left here. Does nothing where the server or the browser will not.
 */
export async function keepWords(sheet: Sheet): Promise<void> {
  // Without https a browser has no cryptography for pages.
  if (!globalThis.crypto?.subtle) return;
  const { assignmentId, form } = sheet.screen;
  const { owner, clientId } = form.shell;
  const given = await ask(urls.keep(form.shell, assignmentId), sheet);
  if (!given) return;
  const lock: Lock = { key: await keyOf(given.key), place: `${clientId}|${assignmentId}` };
  // Of worksheets that are closed nothing is of use any more.
  sweep(given.names.map((name) => `~${owner}${name}`));
  const shelf = new Shelf(`~${owner}${given.name}`);
  const left = await wordsLeft(shelf, lock);
  shelf.claim();
  const keeper = new Keeper(sheet, shelf, lock, left);
  sheet.keeper = () => keeper.changed();
  keeper.say();
}

async function wordsLeft(shelf: Shelf, lock: Lock): Promise<[string, KeptWords][]> {
  const found: [string, KeptWords][] = [];
  for (const [name, copies] of await shelf.left()) {
    const words = await readWords(lock, copies);
    if (words) found.push([name, words]);
    else forget(name);
  }
  return found;
}

/** Asks until there is an answer, or the page is left. */
async function ask(address: string, sheet: Sheet): Promise<Given | undefined> {
  while (!hasLeft() && sheet.autosave.status !== 'gone') {
    const reply = await fetch(address, { method: 'POST', credentials: 'same-origin' }).catch(() => undefined);
    const given: unknown = reply?.ok ? await reply.json().catch(() => undefined) : undefined;
    if (isRecord(given)) return typeof given.key === 'string' ? (given as unknown as Given) : undefined;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return undefined;
}
