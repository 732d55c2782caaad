import { rowsIn } from '../form.js';
import { hasLeft } from '../live/leave.js';
import type { Sheet } from '../live/sheet.js';
import { hasRow, rowAsPatches } from '../rebase.js';
import { keepMessages } from './messages.js';
import { open, seal } from './seal.js';
import { forget, type Shelf } from './shelf.js';
import { type KeptWords, pack, unpack, weighKept } from './words.js';

/** Longer than this, and a browser's storage would soon be full. In characters, as sealed. */
const MOST = 1_000_000;
/** What waits longer than this is kept so that it outlives the whole browser as well. */
const LONG_MS = 1_000;

/** What seals: the key, and the place that what it seals is bound to. */
export interface Lock {
  readonly key: CryptoKey;
  readonly place: string;
}

/**
 * Keeps on the device what the server has not acknowledged, a moment after each change and no longer than needed, and
 * brings back, once, what an earlier visit left.
 */
export class Keeper {
  /** What should lie on the device now, and what does. */
  private wanted = '';
  private lies = '';
  private isWriting = false;
  private waitsLong = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private count = 0;
  private fits = true;
  /** What was brought back already, by the name that it lies under until it is kept anew or acknowledged. */
  private readonly spent: string[] = [];

  constructor(
    private readonly sheet: Sheet,
    private readonly shelf: Shelf,
    private readonly lock: Lock,
    /** What an earlier visit left, by name. */
    private readonly left: [name: string, words: KeptWords][],
  ) {}

  /** Something has changed on the worksheet. */
  changed(): void {
    const { sheet } = this;
    if (hasLeft() || sheet.autosave.status === 'gone') {
      this.letGo();
      for (const [name] of this.left.splice(0)) forget(name);
      return;
    }
    // What is on hold until the client goes on has nothing to do with it, and may stay on hold for ever.
    if (!sheet.autosave.unsent) this.bringBack();
    this.wanted = pack(wordsOf(sheet));
    if (this.wanted === '') return this.letGo();
    this.timer ??= setTimeout(() => this.writeDeep(), LONG_MS);
    return void this.write();
  }

  /** Says in the bar that words are kept here, or that they do not fit. */
  say(note?: string): void {
    const { offline, offlinePhone, full } = keepMessages;
    this.sheet.isKept = this.fits;
    this.sheet.tell({ offline: this.fits ? forPhone(offlinePhone, offline) : full }, note);
  }

  private bringBack(): void {
    const [name, words] = this.left.shift() ?? [];
    if (name === undefined || words === undefined) return;
    this.spent.push(name);
    const { sheet } = this;
    const { autosave } = sheet;
    const { keep, held, lostRows } = weighKept(words, autosave.acknowledged);
    const isSame = words.revision === autosave.revision;
    if (keep.size + held.size > 0) autosave.takeUp({ keep, held }, lostRows);
    const { compiled } = sheet.screen.form;
    const unfit = words.unfit.filter((patch) => {
      const known = compiled.items.get(patch.item)?.item;
      if (!known || !('row' in patch)) return known;
      const { item, row } = patch;
      // Words that cannot be saved yet bring the row back that was taken away elsewhere.
      if (hasRow(words.base, item, row) && !hasRow(autosave.answers, item, row))
        autosave.put([{ item, row }, ...rowAsPatches(words.base, item, row)]);
      return rowsIn(known, autosave.answers).some(({ id }) => id === row);
    });
    sheet.takeUp(unfit, isSame && keep.size === 0 ? words.handIn : '');
    if (keep.size + held.size + unfit.length > 0)
      this.say(forPhone(keepMessages.addedPhone, keepMessages.added));
  }

  private async write(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    while (this.wanted !== '' && this.wanted !== this.lies) {
      const text = this.wanted;
      const { key, place } = this.lock;
      const { revision } = this.sheet.autosave;
      const sealed = await seal(key, place, revision, `${(this.count += 1)} ${text}`);
      if (this.wanted === '' || hasLeft()) break;
      const fits = sealed.length <= MOST && this.shelf.put(sealed, this.waitsLong);
      if (fits) this.dropSpent();
      this.lies = text;
      if (fits !== this.fits) {
        this.fits = fits;
        this.say();
      }
    }
    this.isWriting = false;
  }

  private writeDeep(): void {
    this.waitsLong = true;
    this.lies = '';
    void this.write();
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waitsLong = false;
    this.wanted = this.lies = '';
    this.shelf.remove();
    this.dropSpent();
  }

  private dropSpent(): void {
    // What is on hold lies there alone.
    if (this.sheet.autosave.holdsBack && this.sheet.autosave.status !== 'gone') return;
    for (const name of this.spent.splice(0)) forget(name);
  }
}

/** Reads the newest of the copies of what one tab kept; undefined where none can be read: it is of no use to anybody. */
export async function readWords(
  { key, place }: Lock,
  copies: readonly string[],
): Promise<KeptWords | undefined> {
  const texts = await Promise.all(copies.map((sealed) => open(key, place, sealed)));
  const [newest] = texts
    .filter((text) => text !== undefined)
    .map((text): [count: number, text: string] => [Number.parseInt(text, 10), text.slice(text.indexOf(' '))])
    .toSorted(([one], [other]) => other - one);
  return newest && unpack(newest[1]);
}

function wordsOf({ autosave, unfit, handInKey }: Sheet): KeptWords {
  return { ...autosave.unsettled, unfit: [...unfit.values()], handIn: handInKey };
}

/** The words for a phone, or those for any other device. */
function forPhone(phone: string, other: string): string {
  return navigator.userAgent.includes('Mobi') ? phone : other;
}
