/** An operand of a content stream. Names keep their slash; strings are bytes. */
export type Operand = number | string | Buffer | boolean | null | Operand[] | { [key: string]: Operand };

/** One instruction of a content stream. */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

/** Reads a content stream, instruction by instruction. Throws where it is no content stream. */
export function* operations(bytes: Buffer): Generator<Operation> {
  const reader = new Reader(bytes);
  let operands: Operand[] = [];
  for (let token = reader.next(); token !== undefined; token = reader.next()) {
    if (!(token instanceof Keyword)) {
      operands.push(token);
      continue;
    }
    if (token.word === 'BI') throw new Error('inline images are not read');
    yield { operator: token.word, operands };
    operands = [];
  }
}

class Keyword {
  constructor(readonly word: string) {}
}

const SPACE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%'));
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  next(): Operand | Keyword | undefined {
    this.skipSpace();
    const sign = this.char();
    if (sign === undefined) return undefined;
    if (sign === '/') return this.name();
    if (sign === '(') return this.literal();
    if (sign === '[') return this.list();
    if (sign === '<') return this.bytes[this.at + 1] === 0x3c ? this.dictionary() : this.hex();
    return this.word();
  }

  private char(): string | undefined {
    const byte = this.bytes[this.at];
    return byte === undefined ? undefined : String.fromCharCode(byte);
  }

  private skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x25) while (this.at < this.bytes.length && this.bytes[this.at] !== 10) this.at += 1;
      else if (byte !== undefined && SPACE.has(byte)) this.at += 1;
      else return;
    }
  }

  private regular(): string {
    const from = this.at;
    for (let byte = this.bytes[this.at]; byte !== undefined; byte = this.bytes[this.at]) {
      if (SPACE.has(byte) || DELIMITERS.has(byte)) break;
      this.at += 1;
    }
    return this.bytes.toString('latin1', from, this.at);
  }

  private name(): string {
    this.at += 1;
    const raw = this.regular();
    return `/${raw.replace(/#([0-9a-f]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`;
  }

  private word(): Operand | Keyword {
    const word = this.regular();
    if (word === '') throw new Error(`unexpected byte ${this.bytes[this.at]} at ${this.at}`);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    return /^[+-]?(\d+\.?\d*|\.\d+)$/u.test(word) ? Number(word) : new Keyword(word);
  }

  private list(): Operand[] {
    this.at += 1;
    const items: Operand[] = [];
    for (;;) {
      this.skipSpace();
      if (this.char() === ']') break;
      items.push(this.operand());
    }
    this.at += 1;
    return items;
  }

  private dictionary(): Operand {
    this.at += 2;
    const found: Record<string, Operand> = {};
    for (;;) {
      this.skipSpace();
      if (this.char() === '>') break;
      const key = this.operand();
      if (typeof key !== 'string') throw new Error(`no key at ${this.at}`);
      found[key] = this.operand();
    }
    this.at += 2;
    return found;
  }

  private operand(): Operand {
    const token = this.next();
    if (token === undefined || token instanceof Keyword) throw new Error(`no operand at ${this.at}`);
    return token;
  }

  private hex(): Buffer {
    const end = this.bytes.indexOf(0x3e, this.at);
    const digits = this.bytes.toString('latin1', this.at + 1, end).replace(/\s/gu, '');
    this.at = end + 1;
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
  }

  private literal(): Buffer {
    this.at += 1;
    const out: number[] = [];
    for (let depth = 1; depth > 0; this.at += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Error('a string does not end');
      if (byte === 0x5c) this.escaped(out);
      else {
        if (byte === 0x28) depth += 1;
        if (byte === 0x29) depth -= 1;
        if (depth > 0) out.push(byte);
      }
    }
    return Buffer.from(out);
  }

  /** Reads what follows a backslash; ends on its last byte. */
  private escaped(out: number[]): void {
    this.at += 1;
    const sign = this.char() ?? '';
    const octal = /^[0-7]{1,3}/u.exec(this.bytes.toString('latin1', this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      out.push(Number.parseInt(octal, 8) & 0xff);
      this.at += octal.length - 1;
    } else if (sign === '\r' || sign === '\n') {
      if (sign === '\r' && this.bytes[this.at + 1] === 10) this.at += 1;
    } else out.push(ESCAPES[sign] ?? sign.charCodeAt(0));
  }
}
