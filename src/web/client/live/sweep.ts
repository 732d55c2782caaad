/** What a browser keeps for us bears such a name and no word: the marks of its client, its worksheet and its tab. */
const OURS = /^~[\w-]{20}$/;

/** Is this the name of something that is kept for us? */
export function isOurs(name: string | undefined): name is string {
  return name !== undefined && OURS.test(name);
}

/** Removes all that is kept here for us, but what begins with one of the names that are to stay. */
export function sweep(stays: readonly string[]): void {
  const goes = (name: string | undefined): name is string =>
    isOurs(name) && !stays.some((start) => name.startsWith(start));
  try {
    for (const name of Object.keys(localStorage)) if (goes(name)) localStorage.removeItem(name);
  } catch {
    // Where nothing can be read, nothing was kept.
  }
  void sweepCopies(goes).catch(() => undefined);
}

async function sweepCopies(goes: (name: string | undefined) => name is string): Promise<void> {
  for (const { name } of await indexedDB.databases()) if (goes(name)) indexedDB.deleteDatabase(name);
}
