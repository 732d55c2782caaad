import { createHash } from 'node:crypto';
import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Sql, tablesOf } from './sql.js';

/** A text that is looked for wherever it should not be, in every form in which it could hide. */
export class Canary {
  private readonly forms: readonly Buffer[];

  constructor(readonly text: string) {
    const bytes = Buffer.from(text);
    // Base64 looks different at each of three places within what it stands in; the ends depend on the neighbours.
    const base64 = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(shift === 0 ? 0 : 4)
        .slice(0, -4),
    );
    this.forms = [
      bytes,
      Buffer.from(text.toUpperCase()),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'utf16le').swap16(),
      Buffer.from(bytes.toString('hex')),
      Buffer.from(encodeURIComponent(text)),
      ...base64.map((form) => Buffer.from(form)),
      // A hash without a key tells whoever has a guess.
      ...['md5', 'sha1', 'sha256'].map((name) => createHash(name).update(bytes).digest()),
    ];
  }

  /** Whether the text is in one of `contents`. */
  isIn(...contents: readonly (Buffer | string)[]): boolean {
    return contents.some((content) => this.forms.some((form) => Buffer.from(content).includes(form)));
  }
}

/** `bytes` itself, and everything that can be made of it by taking it, from whichever place on, for compressed. */
function unpacked(bytes: Buffer): Buffer[] {
  const found = [bytes];
  for (let from = 0; from < bytes.length; from++) {
    const rest = bytes.subarray(from);
    const unpack =
      rest[0] === 0x1f && rest[1] === 0x8b ? gunzipSync : rest[0] === 0x78 ? inflateSync : inflateRawSync;
    try {
      found.push(unpack(rest, { finishFlush: constants.Z_SYNC_FLUSH }));
    } catch {
      // Not compressed from here on.
    }
  }
  return found;
}

/** Which of `canaries` are in which tables: `table.column: text`. Reads every row as the owner. */
export async function canariesInTables(owner: Sql, canaries: readonly Canary[]): Promise<string[]> {
  const found = new Set<string>();
  for (const table of await tablesOf(owner)) {
    const rows = await owner.rows<Record<string, unknown>>(
      `SELECT t::text AS "(row)", t.* FROM mendwork.${table} t`,
    );
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        const contents = Buffer.isBuffer(value)
          ? unpacked(value)
          : [typeof value === 'string' ? value : JSON.stringify(value)];
        for (const canary of canaries)
          if (canary.isIn(...contents)) found.add(`${table}.${column}: ${canary.text}`);
      }
  }
  return [...found];
}
