/** Longest wait for the last words before another page is opened. */
const LAST_WORDS_MS = 3_000;

/** What is being filled in. */
interface Unfinished {
  goOn(): void;
  flush(): Promise<boolean>;
}

/**
 * Opens another page, after a while for the last words. Where they cannot be saved, be it that the worksheet is closed,
 * the server is away or two versions wait for a choice, it opens all the same: a button that does nothing holds people
 * where they want to be gone from, and the browser asks before words are lost.
 */
export async function goElsewhere(sheet: Unfinished, open: () => void): Promise<void> {
  sheet.goOn();
  await Promise.race([sheet.flush(), new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
  open();
}
