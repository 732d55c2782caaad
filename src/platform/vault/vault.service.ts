import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { v7 as uuidv7 } from 'uuid';
import { currentTenant } from '../database/tenant.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { KeyProvider } from './key-provider.js';
import { EMAIL_LOOKUP, emailInNormalForm, macUnder, newDataKey, openDataKey } from './practice-key.js';
import { keyIdOf, open, seal } from './seal.js';

/** Injection token of the key provider. */
export const KEY_PROVIDER = Symbol('mendwork.key-provider');

/** Keys held in memory at a time. */
const CACHED_KEYS = 2_000;

/** The row and column that a sealed value belongs to; the practice is the one in scope. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/**
 * Seals what people write before it reaches Postgres. One data key per client (and one per couple), wrapped by the
 * practice's key, which the key provider wraps. Destroying a data key destroys all that it sealed.
 */
@Injectable()
export class Vault {
  private readonly keys = new LRUCache<string, Promise<Buffer>, () => Promise<Buffer>>({
    max: CACHED_KEYS,
    memoMethod: (_name, _stale, { context: make }) => make(),
  });

  constructor(
    @Inject(KEY_PROVIDER) private readonly provider: KeyProvider,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Makes and keeps a data key in the current unit of work. Returns its id. */
  async createDataKey(): Promise<string> {
    const { practiceId } = currentTenant();
    const id = uuidv7();
    const { wrapped } = newDataKey(await this.practiceKey(), practiceId, id);
    const transaction = await this.unitOfWork.current();
    await transaction.sql(
      'INSERT INTO mendwork.data_key (practice_id, id, wrapped_key) VALUES ($1, $2, $3)',
      [practiceId, id, wrapped],
      'data-key-add',
    );
    return id;
  }

  /** Seals a JSON value for one place under a data key. */
  async seal(keyId: string, place: Place, value: unknown): Promise<Buffer> {
    const { practiceId } = currentTenant();
    return seal(
      await this.dataKey(keyId),
      keyId,
      { practiceId, ...place },
      Buffer.from(JSON.stringify(value)),
    );
  }

  /** Opens what `seal` made for the same place. The caller knows the type that it sealed there. */
  async open<T>(place: Place, sealed: Buffer): Promise<T> {
    const { practiceId } = currentTenant();
    const key = await this.dataKey(keyIdOf(sealed));
    return JSON.parse(open(key, { practiceId, ...place }, sealed).toString()) as T;
  }

  /** A value to look an e-mail address up by without storing it. Case and surrounding blanks do not matter. */
  lookupEmail(address: string): Promise<Buffer> {
    return this.mac(EMAIL_LOOKUP, emailInNormalForm(address));
  }

  /** HMAC-SHA-256 of `text` under a key of the practice's for one named purpose. */
  async mac(purpose: string, text: string): Promise<Buffer> {
    return macUnder(await this.practiceKey(), purpose, text);
  }

  /** The same under a data key: what it gives is gone when that is destroyed. */
  async macBy(keyId: string, purpose: string, text: string): Promise<Buffer> {
    return macUnder(await this.dataKey(keyId), purpose, text);
  }

  private practiceKey(): Promise<Buffer> {
    const { practiceId } = currentTenant();
    return this.cached(practiceId, async () => {
      const transaction = await this.unitOfWork.current();
      const [practice] = await transaction.sql<{ wrapped_key: Buffer }>(
        'SELECT wrapped_key FROM mendwork.practice WHERE id = $1',
        [practiceId],
        'practice-key',
      );
      if (!practice) throw new Error('The practice has no key.');
      return this.provider.unwrap(practice.wrapped_key, practiceId);
    });
  }

  private dataKey(keyId: string): Promise<Buffer> {
    const { practiceId, clientId } = currentTenant();
    // What a clinician may open is not thereby open to the client next door: each asks the database once.
    return this.cached(`${practiceId}/${clientId ?? ''}/${keyId}`, async () => {
      const transaction = await this.unitOfWork.current();
      const [row] = await transaction.sql<{ wrapped_key: Buffer }>(
        'SELECT wrapped_key FROM mendwork.data_key WHERE practice_id = $1 AND id = $2',
        [practiceId, keyId],
        'data-key',
      );
      if (!row) throw new Error('The key of this value is gone: it was erased.');
      return openDataKey(await this.practiceKey(), practiceId, keyId, row.wrapped_key);
    });
  }

  private cached(name: string, load: () => Promise<Buffer>): Promise<Buffer> {
    const key = this.keys.memo(name, { context: load });
    key.catch(() => this.keys.delete(name));
    return key;
  }
}
