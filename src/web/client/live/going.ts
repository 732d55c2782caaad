/** Longest wait for the last words before another page is opened. */
const LAST_WORDS_MS = 3_000;

/** What is being filled in. */
interface Unfinished {
  /** Are there words that are kept nowhere but on the page? */
  readonly wouldLose: boolean;
  /** Has the client been told so? */
  readonly warned: boolean;
  goOn(): void;
  flush(): Promise<boolean>;
  warn(): void;
}

/**
 * Opens another page, after a while for the last words. Where they cannot be saved, be it that the worksheet is closed,
 * the server is away, two versions wait for a choice or a date is half, the first press says so and the next one opens
 * it all the same: nothing holds people where they want to be gone from, and not every browser asks before words are
 * lost.
 * @param asks false for who must not be asked
 */
export async function goElsewhere(sheet: Unfinished, open: () => void, asks: boolean): Promise<void> {
  const { warned } = sheet;
  sheet.goOn();
  if (!warned)
    await Promise.race([sheet.flush(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
  if (asks && sheet.wouldLose && !warned) sheet.warn();
  else open();
}
