const STORE = 'a';
const KEY = 0;

/**
 * The same words in another place of the browser. What is written at once outlives the tab, but a browser that is killed
 * itself may lose the last five seconds of it; what is written here outlives that, and loses its end with the tab.
 */
export class SecondCopy {
  private opened: Promise<IDBDatabase | undefined> | undefined;

  constructor(private readonly name: string) {}

  async put(sealed: string): Promise<void> {
    this.opened ??= openUnder(this.name);
    const database = await this.opened;
    database?.transaction(STORE, 'readwrite').objectStore(STORE).put(sealed, KEY);
  }

  remove(): void {
    const { opened } = this;
    this.opened = undefined;
    if (opened) void this.removeOnce(opened);
  }

  private async removeOnce(opened: Promise<IDBDatabase | undefined>): Promise<void> {
    (await opened)?.close();
    indexedDB.deleteDatabase(this.name);
  }
}

/** The names under which there are such copies. None where the browser would not tell: there nothing could be swept. */
export async function copyNames(): Promise<string[]> {
  const databases = await indexedDB.databases?.().catch(() => []);
  return (databases ?? []).map(({ name }) => name ?? '');
}

/** What was put under a name. */
export async function copyUnder(name: string): Promise<string | undefined> {
  const database = await openUnder(name);
  if (!database) return undefined;
  const found = await settled(database.transaction(STORE).objectStore(STORE).get(KEY));
  database.close();
  return typeof found === 'string' ? found : undefined;
}

async function openUnder(name: string): Promise<IDBDatabase | undefined> {
  if (!('databases' in indexedDB)) return undefined;
  const request = indexedDB.open(name);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  const database = await settled(request);
  // Whoever deletes it must not wait for this tab.
  database?.addEventListener('versionchange', () => database.close());
  return database;
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result | undefined> {
  return new Promise((resolve) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => resolve(undefined));
  });
}
