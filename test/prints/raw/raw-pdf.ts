import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

/**
 * A value of a PDF file as qpdf writes it in JSON: names start with a slash, references read `12 0 R`, texts start
 * with `u:` and bytes (in hex) with `b:`.
 */
export type Raw = null | boolean | number | string | Raw[] | RawDict;
export interface RawDict {
  [key: string]: Raw | undefined;
}
interface RawObject {
  value?: Raw;
  stream?: { dict: RawDict; data: string };
}
interface QpdfJson {
  readonly pages: readonly { readonly object: string; readonly contents: readonly string[] }[];
  readonly qpdf: readonly [{ pdfversion: string }, Record<string, RawObject>];
}

/** Every object of a PDF file, with its streams unpacked. What it holds may be changed, to see a check fail. */
export class RawPdf {
  constructor(private readonly json: QpdfJson) {}

  /** Reads a file with qpdf; throws with what qpdf says when that finds the file damaged. */
  static read(file: string): RawPdf {
    const args = ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', file];
    return new RawPdf(
      JSON.parse(execFileSync('qpdf', args, { encoding: 'utf8', maxBuffer: 1024 ** 3 })) as QpdfJson,
    );
  }

  /** Writes the file, changed as it is. */
  write(file: string): void {
    const json = `${file}.json`;
    writeFileSync(json, JSON.stringify(this.json));
    execFileSync('qpdf', ['--json-input', json, file]);
    rmSync(json);
  }

  /** Every text in the file that is not in a stream, as readers decode it. */
  get texts(): readonly string[] {
    const within = (raw: Raw | undefined): readonly string[] => {
      if (Array.isArray(raw)) return raw.flatMap(within);
      if (isDict(raw)) return Object.values(raw).flatMap(within);
      const text = textOf(raw);
      return text === undefined ? [] : [text];
    };
    return Object.values(this.objects).flatMap(({ value, stream }) => [
      ...within(value),
      ...within(stream?.dict),
    ]);
  }

  /** A copy that can be changed without changing this one. */
  clone(): RawPdf {
    return new RawPdf(structuredClone(this.json));
  }

  /** The version in the file's header. */
  get version(): string {
    return this.json.qpdf[0].pdfversion;
  }

  get trailer(): RawDict {
    return this.dict(this.objects['trailer']?.value);
  }

  get catalog(): RawDict {
    return this.dict(this.trailer['/Root']);
  }

  /** References of the pages, in order. */
  get pages(): readonly string[] {
    return this.json.pages.map(({ object }) => object);
  }

  /** The references of all objects. */
  get references(): readonly string[] {
    return Object.keys(this.objects)
      .filter((key) => key.startsWith('obj:'))
      .map((key) => key.slice('obj:'.length));
  }

  /** What a reference leads to; anything else is itself. Of a stream its dictionary. */
  resolve(raw: Raw | undefined): Raw | undefined {
    if (!isReference(raw)) return raw;
    const found = this.objects[`obj:${raw}`];
    return found?.stream ? found.stream.dict : this.resolve(found?.value);
  }

  /** A dictionary; what is none counts as empty. */
  dict(raw: Raw | undefined): RawDict {
    const value = this.resolve(raw);
    return isDict(value) ? value : {};
  }

  /** A list; what is none counts as a list of that one thing, and nothing as an empty one. */
  list(raw: Raw | undefined): readonly Raw[] {
    const value = this.resolve(raw);
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [raw as Raw];
  }

  /** The bytes of a stream, unpacked. */
  stream(raw: Raw | undefined): Buffer | undefined {
    const data = isReference(raw) ? this.objects[`obj:${raw}`]?.stream?.data : undefined;
    return data === undefined ? undefined : Buffer.from(data, 'base64');
  }

  /** Puts other bytes into a stream. */
  rewrite(raw: Raw | undefined, change: (bytes: Buffer) => Buffer): void {
    const stream = isReference(raw) ? this.objects[`obj:${raw}`]?.stream : undefined;
    if (!stream) throw new Error('what is to be rewritten is no stream');
    stream.data = change(Buffer.from(stream.data, 'base64')).toString('base64');
  }

  /** Adds a stream and gives its reference. */
  add(bytes: Buffer, dict: RawDict = {}): string {
    const reference = `${Math.max(...this.references.map((one) => Number.parseInt(one, 10))) + 1} 0 R`;
    this.objects[`obj:${reference}`] = { stream: { dict, data: bytes.toString('base64') } };
    return reference;
  }

  /** Puts another version into the header. */
  claimVersion(version: string): void {
    this.json.qpdf[0].pdfversion = version;
  }

  /** All that a page draws, as one stream. */
  contents(page: string): Buffer {
    const parts = this.list(this.dict(page)['/Contents']).map((part) => this.stream(part));
    return Buffer.concat(parts.flatMap((part) => (part ? [part, Buffer.from('\n')] : [])));
  }

  /** An entry that a page has or inherits. */
  inherited(page: string, key: string): Raw | undefined {
    const own = this.dict(page);
    if (own[key] !== undefined) return own[key];
    return typeof own['/Parent'] === 'string' ? this.inherited(own['/Parent'], key) : undefined;
  }

  private get objects(): Record<string, RawObject> {
    return this.json.qpdf[1];
  }
}

/** Is this a reference to another object? */
export function isReference(raw: Raw | undefined): raw is string {
  return typeof raw === 'string' && /^\d+ \d+ R$/u.test(raw);
}

/** Is this a dictionary? */
export function isDict(raw: Raw | undefined): raw is RawDict {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** A name without its slash; undefined for anything else. */
export function nameOf(raw: Raw | undefined): string | undefined {
  return typeof raw === 'string' && raw.startsWith('/') ? raw.slice(1) : undefined;
}

/** A text; undefined for anything else. Bytes that are no text are read as Latin 1. */
export function textOf(raw: Raw | undefined): string | undefined {
  if (typeof raw !== 'string') return undefined;
  if (raw.startsWith('u:')) return raw.slice(2);
  return raw.startsWith('b:') ? Buffer.from(raw.slice(2), 'hex').toString('latin1') : undefined;
}
