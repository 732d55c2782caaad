import { Injectable } from '@nestjs/common';
import type { Who } from '../access/allow.js';
import { CLINICAL } from '../access/rules.js';
import type { FileKind, FileTicket, PrintedFile } from './file-links.types.js';

/**
 * Makes the file that a ticket names, and notes the print in the audit. It runs as the member who signed the link, with
 * what that member may see at that moment; undefined when it is not there for the member, or no longer.
 */
export type FileMaker<Kind extends FileKind> = (ticket: FileTicket<Kind>) => Promise<PrintedFile | undefined>;

interface Entry {
  readonly make: (ticket: never) => Promise<PrintedFile | undefined>;
  readonly who: Who;
}

/** Who makes which kind of file. Features sign up before the server has started. */
@Injectable()
export class FileMakers {
  private readonly makers = new Map<string, Entry>();

  /** Has `make` called for every ticket of `kind`. One maker a kind. @param who may follow such a link */
  on<Kind extends FileKind>(kind: Kind, make: FileMaker<Kind>, who: Who = CLINICAL): void {
    if (this.makers.has(kind)) throw new Error(`Somebody makes ${kind} already.`);
    this.makers.set(kind, { make, who });
  }

  /** Whom the links of a kind are for; nobody where nobody makes it. */
  whoOf(kind: FileKind): Who {
    return this.makers.get(kind)?.who ?? [];
  }

  /** Makes what a ticket names. */
  async make(ticket: FileTicket): Promise<PrintedFile | undefined> {
    // A maker is kept under the kind of the tickets that it takes.
    return this.makers.get(ticket.kind)?.make(ticket as never);
  }
}
