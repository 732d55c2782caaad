import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import type { Mail, Mailer } from './mailer.js';

/** The youngest this many are kept. */
const KEPT = 50;

const Kept = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
});

/** A mail in the local outbox. */
export interface KeptMail extends Mail {
  /** When it was put there, ISO 8601. */
  readonly at: string;
}

/**
 * The local outbox of a demonstration: mail goes into a folder that its owner alone can read, a file each, and nowhere
 * else. A file is whole or not there.
 */
export class FolderMailer implements Mailer {
  constructor(private readonly folder: string) {}

  async send(mail: Mail): Promise<void> {
    if (!isUuid(mail.id)) throw new Error('A mail’s id is a UUID.');
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const kept: KeptMail = { ...mail, at: new Date().toISOString() };
    const file = path.join(this.folder, `${mail.id}.json`);
    const draft = `${file}.${process.pid}.part`;
    await writeFile(draft, JSON.stringify(kept), { mode: 0o600 });
    await rename(draft, file);
    for (const { id } of (await this.list()).slice(KEPT))
      await rm(path.join(this.folder, `${id}.json`), { force: true });
  }

  /** What is there, the youngest first. */
  async list(): Promise<KeptMail[]> {
    const names = await readdir(this.folder).catch(() => []);
    const mails: KeptMail[] = [];
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      // One that another instance cleared away in between is not there.
      const text = await readFile(path.join(this.folder, name), 'utf8').catch(() => undefined);
      if (text !== undefined) mails.push(Kept.parse(JSON.parse(text)));
    }
    return mails.toSorted((a, b) => b.at.localeCompare(a.at));
  }

  async close(): Promise<void> {
    // Nothing is held open.
  }
}
