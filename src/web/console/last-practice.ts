/** Where this browser last signed in: an id and no secret, so that the console knows whose sign-in to show. */
const KEY = 'mendwork.practice';

/** The practice of the last sign-in; null where there was none, or where the browser keeps nothing. */
export function lastPractice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps it for the next time. */
export function rememberPractice(practiceId: string): void {
  try {
    localStorage.setItem(KEY, practiceId);
  } catch {
    // One then opens the practice’s own address.
  }
}
