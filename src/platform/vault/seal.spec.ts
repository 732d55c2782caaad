import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { assert, constantFrom, jsonValue, nat, pre, property, string, uint8Array, uuid } from 'fast-check';
import { keyIdOf, open, seal, type SealedPlace } from './seal.js';

const KEY = randomBytes(32);
const KEY_ID = randomUUID();
const PLACE: SealedPlace = {
  practiceId: randomUUID(),
  table: 'submission',
  column: 'answers_sealed',
  rowId: randomUUID(),
};

const anyBytes = uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
const anyPart = constantFrom(...(['practiceId', 'table', 'column', 'rowId'] as const));

describe('what is sealed', () => {
  test('opens to the same bytes', () => {
    assert(
      property(anyBytes, (plain) => {
        expect(open(KEY, PLACE, seal(KEY, KEY_ID, PLACE, plain)).equals(plain)).toBe(true);
      }),
    );
  });

  test('opens to the same JSON', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(open(KEY, PLACE, seal(KEY, KEY_ID, PLACE, Buffer.from(text))).toString()).toBe(text);
      }),
    );
  });

  test('names its key', () => {
    assert(
      property(uuid(), anyBytes, (keyId, plain) => {
        expect(keyIdOf(seal(KEY, keyId, PLACE, plain))).toBe(keyId);
      }),
    );
  });

  test('looks different each time', () => {
    assert(
      property(anyBytes, (plain) => {
        const [one, two] = [seal(KEY, KEY_ID, PLACE, plain), seal(KEY, KEY_ID, PLACE, plain)];
        const nonce = (sealed: Buffer): string => sealed.toString('hex', 17, 29);
        expect(one.equals(two)).toBe(false);
        expect(nonce(one)).not.toBe(nonce(two));
      }),
    );
  });
});

describe('what does not open', () => {
  test('a value with any one bit turned', () => {
    assert(
      property(anyBytes, nat(), (plain, at) => {
        const sealed = seal(KEY, KEY_ID, PLACE, plain);
        const bit = at % (sealed.length * 8);
        // The key's id is how the key is found; which key it was is proven by the key itself.
        pre(!(bit >= 8 && bit < 17 * 8));
        sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => open(KEY, PLACE, sealed)).toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test('a value that was cut or made longer', () => {
    assert(
      property(anyBytes, nat(), uint8Array({ minLength: 1, maxLength: 40 }), (plain, at, more) => {
        const sealed = seal(KEY, KEY_ID, PLACE, plain);
        expect(() => open(KEY, PLACE, sealed.subarray(0, at % sealed.length))).toThrow();
        expect(() => open(KEY, PLACE, Buffer.concat([sealed, more]))).toThrow();
      }),
    );
  });

  test('a value that was moved to another practice, table, column or row', () => {
    assert(
      property(anyPart, string(), (part, other) => {
        pre(other !== PLACE[part]);
        const sealed = seal(KEY, KEY_ID, PLACE, Buffer.from('{}'));
        expect(() => open(KEY, { ...PLACE, [part]: other }, sealed)).toThrow();
      }),
    );
  });

  test('a value at a place whose parts are another place’s, cut elsewhere', () => {
    const place = { practiceId: 'p', table: 'ab', column: 'c', rowId: 'r' };
    const sealed = seal(KEY, KEY_ID, place, Buffer.from('{}'));
    expect(() => open(KEY, { ...place, table: 'a', column: 'bc' }, sealed)).toThrow();
  });

  test('a value under another key', () => {
    assert(
      property(uint8Array({ minLength: 32, maxLength: 32 }), (other) => {
        const sealed = seal(KEY, KEY_ID, PLACE, Buffer.from('{}'));
        expect(() => open(Buffer.from(other), PLACE, sealed)).toThrow();
      }),
    );
  });

  test('bytes that were never sealed', () => {
    assert(
      property(anyBytes, (bytes) => {
        expect(() => open(KEY, PLACE, bytes)).toThrow();
      }),
    );
  });
});

test('a key needs an id that is a UUID', () => {
  expect(() => seal(KEY, 'short', PLACE, Buffer.alloc(0))).toThrow('A key id is a UUID.');
});
