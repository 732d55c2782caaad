import type { Furniture } from '../platform/pdf/furniture.js';

/** What every page of a print carries, besides its number. */
export interface Running {
  /** At the top, from the second page on. */
  readonly head: string;
  /** At the foot, in bold: whose eyes it is for. */
  readonly lead: string;
  readonly statement: string;
  readonly origin: string;
  readonly made: string;
}

/** The same as pages are furnished with it; `code` stands before the head. */
export function furnitureOf({ head, lead, statement, origin, made }: Running, code?: string): Furniture {
  return {
    head: code === undefined ? { left: head, right: '' } : { left: code, right: head },
    foot: { strong: lead, text: statement, below: origin, made },
  };
}
