import { face, standIn, type Face, type FaceName } from './fonts.js';

/** A stretch of text that one face can set, or a named mark in place of what no face can show. */
export interface Run {
  readonly face: FaceName;
  readonly text: string;
  /** Set small and grey, in brackets: says what stands here instead of showing it. */
  readonly mark?: true;
  /** What a copy or a screen reader should get in place of the mark. */
  readonly actual?: string;
}

/** Marks are set in this face. */
const MARK_FACE: FaceName = 'sans';
/** Accents on one letter; a real language needs two, the rest is a way to smear a page. */
const ACCENTS_SHOWN = 3;
/** Empty lines in a row that are shown as such. */
const EMPTY_LINES_SHOWN = 2;

/** Show nothing, and where all text runs from left to right change nothing. */
const WITHOUT_EFFECT = /\u034F|\p{Variation_Selector}|[\u00AD\u061C\u200B-\u200F\u2060-\u2064\uFEFF]/gu;
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
/** Control characters, those that turn the reading order, halves of characters, private and unassigned ones. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u202A-\u202E\u2066-\u206F\uFFF9-\uFFFD]/u;
const ODD = new RegExp(`${UNSHOWABLE.source}|(?<=\\p{M}{${ACCENTS_SHOWN}})\\p{M}+`, 'gu');
const PLAIN = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u017F\u2013\u2014\u2018-\u201D\u2022\u2026]*$/u;
/** A letter with its accents. */
export const CLUSTER = /\P{M}?\p{M}*/gu;

/**
 * Cuts text into paragraphs, each a list of runs that the faces at hand can set. Nothing goes missing without
 * a sign: a character that no face has, or that must not take effect (a control character, a reading-order
 * override), becomes a mark such as [U+4F60]; half of a character becomes [U+FFFD]; a tower of accents and a
 * long stretch of empty lines are counted in a mark.
 */
export function readableParagraphs(text: string, name: FaceName): readonly (readonly Run[])[] {
  if (PLAIN.test(text)) return [[{ face: name, text }]];
  const tidy = text
    .replace(LINE_ENDS, '\n')
    .replace(/\t/gu, '    ')
    .replace(WITHOUT_EFFECT, '')
    .normalize('NFC');
  return foldEmptyLines(tidy.split('\n'), name);
}

function foldEmptyLines(lines: readonly string[], name: FaceName): Run[][] {
  const paragraphs: Run[][] = [];
  let empty: Run[][] = [];
  const flush = (): void => {
    const fold = empty.length > EMPTY_LINES_SHOWN;
    paragraphs.push(...(fold ? [[markRun(`${empty.length} empty lines`)]] : empty));
    empty = [];
  };
  for (const line of lines) {
    if (line.trim() === '') {
      empty.push([]);
    } else {
      flush();
      paragraphs.push(lineRuns(line, name));
    }
  }
  flush();
  return paragraphs;
}

function lineRuns(line: string, name: FaceName): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const { 0: odd, index } of line.matchAll(ODD)) {
    runs.push(...shownRuns(line.slice(from, index), name), oddRun(odd));
    from = index + odd.length;
  }
  runs.push(...shownRuns(line.slice(from), name));
  return runs;
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

/** Splits text at the borders between faces, keeping an accent with its letter. */
function shownRuns(text: string, name: FaceName): Run[] {
  const own = face(name);
  if (text === '') return [];
  if (coversAll(own, text)) return [{ face: name, text }];
  const other = standIn(name);
  const runs: Run[] = [];
  for (const [cluster] of text.matchAll(CLUSTER)) {
    for (const run of clusterRuns(cluster, own, other)) {
      const last = runs.at(-1);
      if (last && !last.mark && !run.mark && last.face === run.face) {
        runs.splice(-1, 1, { face: run.face, text: last.text + run.text });
      } else {
        runs.push(run);
      }
    }
  }
  return runs;
}

function clusterRuns(cluster: string, own: Face, other: Face | undefined): Run[] {
  if (cluster === '') return [];
  const able = [own, other].find((candidate) => candidate && coversAll(candidate, cluster));
  if (able) return [{ face: able.name, text: cluster }];
  return Array.from(cluster, (character) => {
    const setter = [own, other].find((candidate) => candidate && coversAll(candidate, character));
    return setter
      ? { face: setter.name, text: character }
      : markRun(codeName(character.codePointAt(0) ?? 0), character);
  });
}

function coversAll(candidate: Face, text: string): boolean {
  for (const character of text) {
    if (!candidate.covers(character.codePointAt(0) ?? 0)) return false;
  }
  return true;
}

function markRun(label: string, actual?: string): Run {
  const run: Run = { face: MARK_FACE, text: `[${label}]`, mark: true };
  return actual === undefined ? run : { ...run, actual };
}

function codeName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
