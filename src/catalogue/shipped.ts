import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import type { Worksheet } from '../core/worksheet/definition.js';
import { contentHash } from '../core/worksheet/hash.js';
import { parseWorksheet } from '../core/worksheet/parse.js';
import { packageFolder } from '../platform/package-folder.js';

/** A worksheet that comes with the program. */
export interface ShippedWorksheet {
  readonly hash: string;
  readonly worksheet: Worksheet;
}

/**
 * Reads every worksheet of a folder.
 * @throws WorksheetDefinitionError naming file and line of every fault
 */
export function readWorksheets(folder: string): ShippedWorksheet[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => {
      const worksheet = parseWorksheet(readFileSync(path.join(folder, name), 'utf8'), name);
      return { hash: contentHash(worksheet), worksheet };
    });
}

/** Where the shipped worksheets lie. */
export function shippedFolder(): string {
  return path.join(packageFolder(), 'worksheets');
}

/** Keeps every shipped version for good, so that what was assigned in it can always be shown in it. Owner's act. */
export async function publishShipped(ownerUrl: string, shipped: readonly ShippedWorksheet[]): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    for (const { hash, worksheet } of shipped)
      await owner.query(
        `INSERT INTO mendwork.worksheet_version (hash, worksheet_id, definition) VALUES ($1, $2, $3)
         ON CONFLICT (hash) DO NOTHING`,
        [hash, worksheet.id, JSON.stringify(worksheet)],
      );
  } finally {
    await owner.end();
  }
}
