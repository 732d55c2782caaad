import { directionsOf, runsBothWays, type Directions } from './bidi.js';
import { clustersOf } from './clusters.js';
import { face, type FaceName, type FontName, type ScriptName } from './fonts.js';
import { keepWorkingJoiners } from './joiners.js';
import { coversAll, eastAsianOrder, fontFor } from './script-fonts.js';

/** A stretch of text that one font can set, or a named mark in place of what no font can show. */
export interface Run {
  readonly face: FontName;
  readonly text: string;
  /** Which way it runs, as UAX #9 counts: odd to the left; unset is to the right in a text that runs right. */
  readonly level?: number;
  /** Set small and grey, in brackets: says what stands here instead of showing it. */
  readonly mark?: true;
  /** What a copy or a screen reader should get in place of the mark. */
  readonly actual?: string;
}

/** A paragraph in reading order. */
export interface Paragraph {
  readonly runs: readonly Run[];
  /** Its first letter is of a script written from right to left, so its lines begin at the right edge. */
  readonly rightToLeft: boolean;
}

/** Marks are set in this face. */
const MARK_FACE: FaceName = 'sans';
/** Accents on one letter; a real language needs two, the rest is a way to smear a page. */
const ACCENTS_SHOWN = 3;
/** Hebrew and Arabic write vowels, stress and reading signs as accents of one letter. */
const VOWEL_SIGNS_SHOWN = 5;
/** Empty lines in a row that are shown as such. */
const EMPTY_LINES_SHOWN = 2;

/** Show nothing and change nothing. */
const WITHOUT_EFFECT = /\u034F|[\u00AD\u200B\u2060-\u2064\uFEFF]/gu;
/** Turn the reading order where text runs both ways. */
const STEERING = /[\u061C\u200E\u200F]/gu;
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
/** Control characters, those that turn the reading order, halves of characters, private and unassigned ones. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202A-\u202E\u2066-\u206F\uFFF9-\uFFFD]/u;
const VOWEL_SIGN = '[\\u0591-\\u05C7\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u08D3-\\u08FF]';
const ODD = new RegExp(
  `${UNSHOWABLE.source}|(?<=\\p{M}{${VOWEL_SIGNS_SHOWN}})\\p{M}+|(?<=\\p{M}{${ACCENTS_SHOWN}})(?!${VOWEL_SIGN})\\p{M}+`,
  'gu',
);
const PLAIN = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u017F\u2013\u2014\u2018-\u201D\u2022\u2026]*$/u;
/** Neither letter nor digit: takes the font of the letters around it where text runs to the left. */
const NEUTRAL = /^[\p{P}\p{S}\p{Z}]+$/u;

/**
 * Cuts text into paragraphs, each a list of runs that the fonts at hand can set. Nothing goes missing without
 * a sign: a character that no font has, or that must not take effect (a control character, a reading-order
 * override), becomes a mark such as [U+4F60]; half of a character becomes [U+FFFD]; a tower of accents and a
 * long stretch of empty lines are counted in a mark.
 */
export function readableParagraphs(text: string, name: FaceName): readonly Paragraph[] {
  if (PLAIN.test(text)) return [{ runs: [{ face: name, text }], rightToLeft: false }];
  const tidy = keepWorkingJoiners(
    text.replace(LINE_ENDS, '\n').replace(/\t/gu, '    ').replace(WITHOUT_EFFECT, ''),
  ).normalize('NFC');
  const eastAsian = eastAsianOrder(tidy);
  return foldEmptyLines(tidy.split('\n'), (line) => paragraphOf(line, name, eastAsian));
}

function foldEmptyLines(lines: readonly string[], paragraph: (line: string) => Paragraph): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let empty: Paragraph[] = [];
  const flush = (): void => {
    const fold = empty.length > EMPTY_LINES_SHOWN;
    const counted = { runs: [markRun(`${empty.length} empty lines`)], rightToLeft: false };
    paragraphs.push(...(fold ? [counted] : empty));
    empty = [];
  };
  for (const line of lines) {
    if (line.trim() === '') {
      empty.push({ runs: [], rightToLeft: false });
    } else {
      flush();
      paragraphs.push(paragraph(line));
    }
  }
  flush();
  return paragraphs;
}

function paragraphOf(line: string, name: FaceName, eastAsian: readonly ScriptName[]): Paragraph {
  if (!runsBothWays(line)) {
    const plain = line.replace(STEERING, '');
    return { runs: new RunCutter(plain, name, eastAsian).runs(), rightToLeft: false };
  }
  // What must not take effect counts as a sign of no direction.
  const directions = directionsOf(line.replace(EACH_UNSHOWABLE, (odd) => '\uFFFC'.repeat(odd.length)));
  return {
    runs: new RunCutter(line, name, eastAsian, directions).runs(),
    rightToLeft: directions.base % 2 === 1,
  };
}

const EACH_UNSHOWABLE = new RegExp(UNSHOWABLE.source, 'gu');

/** Cuts one line at the borders between fonts and directions, keeping an accent with its letter. */
class RunCutter {
  private readonly found: Run[] = [];
  /** The font of the last words written to the left. */
  private leftward: FontName | undefined;

  constructor(
    private readonly line: string,
    private readonly name: FaceName,
    private readonly eastAsian: readonly ScriptName[],
    private readonly directions?: Directions,
  ) {}

  runs(): readonly Run[] {
    let from = 0;
    for (const { 0: odd, index } of this.line.matchAll(ODD)) {
      this.shown(from, index);
      this.add({ ...oddRun(odd), ...this.levelAt(index) });
      from = index + odd.length;
    }
    this.shown(from, this.line.length);
    return this.found;
  }

  private shown(from: number, to: number): void {
    const text = this.line.slice(from, to);
    if (text === '') return;
    if (!this.directions && coversAll(face(this.name), text)) {
      this.add({ face: this.name, text });
      return;
    }
    let at = from;
    for (const cluster of clustersOf(text)) {
      this.cluster(cluster, this.levelAt(at));
      at += cluster.length;
    }
  }

  private cluster(cluster: string, level: Pick<Run, 'level'>): void {
    const able = this.neighbour(cluster, level) ?? fontFor(cluster, this.name, this.eastAsian)?.name;
    if (able) {
      this.add({ face: able, text: cluster, ...level });
      return;
    }
    for (const character of cluster) {
      const setter = fontFor(character, this.name, this.eastAsian);
      const run = setter
        ? { face: setter.name, text: character }
        : markRun(codeName(character.codePointAt(0) ?? 0), character);
      this.add({ ...run, ...level });
    }
  }

  /** Signs and spaces between words written to the left are set in the font of those words. */
  private neighbour(cluster: string, { level = 0 }: Pick<Run, 'level'>): FontName | undefined {
    if (level % 2 === 0 || !NEUTRAL.test(cluster)) return undefined;
    const before = this.leftward;
    return before && coversAll(face(before), cluster) ? before : undefined;
  }

  private levelAt(index: number): Pick<Run, 'level'> {
    const level = this.directions?.levels[index] ?? 0;
    return level === 0 ? {} : { level };
  }

  private add(run: Run): void {
    if ((run.level ?? 0) % 2 === 1 && !run.mark) this.leftward = run.face;
    const last = this.found.at(-1);
    if (last && inOneRun(last, run)) {
      this.found[this.found.length - 1] = withText(last, last.text + run.text);
    } else {
      this.found.push(run);
    }
  }
}

/** Are two neighbours set in one go? */
export function inOneRun(left: Run, right: Run): boolean {
  return left.face === right.face && left.level === right.level && !left.mark && !right.mark;
}

/** A run like another, with other text. */
export function withText({ face: font, level }: Run, text: string): Run {
  return level === undefined ? { face: font, text } : { face: font, text, level };
}

function oddRun(odd: string): Run {
  if (!UNSHOWABLE.test(odd)) {
    const accents = Array.from(odd).length;
    return markRun(`+${accents} ${accents === 1 ? 'accent' : 'accents'}`);
  }
  const code = odd.codePointAt(0) ?? 0;
  const half = code >= 0xd800 && code <= 0xdfff;
  return half || code === 0xfffd ? markRun('U+FFFD', '\uFFFD') : markRun(codeName(code));
}

function markRun(label: string, actual?: string): Run {
  const run: Run = { face: MARK_FACE, text: `[${label}]`, mark: true };
  return actual === undefined ? run : { ...run, actual };
}

function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
