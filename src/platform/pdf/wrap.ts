import type { FaceName } from './fonts.js';
import { CLUSTER, readableParagraphs, type Run } from './readable.js';
import type { TextStyle } from './style.js';

/** One line of text, ready to be drawn. Its width is in points and leaves out the space after the last word. */
export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Moves the line to the right: the second line of a list's entry. */
  readonly indent?: number;
}

/** The width of text in a face at a size, in points. */
export type Measure = (face: FaceName, text: string, size: number) => number;

/** Marks are set this much smaller than the text around them. */
const MARK_SCALE = 0.78;
/** A last line shorter than this share of the measure looks lost; the lines above then give it some words. */
const SHORTEST_LAST_LINE = 1 / 7;
const NARROWEST = 0.8;
const NARROWING = 0.03;
/** Beyond this a paragraph is so long that its last line does not show. */
const LINES_WORTH_BALANCING = 30;
/** An indent that a writer typed is kept up to this many spaces. */
const WIDEST_INDENT = 8;
/** After a hyphen, dash or slash that stands between letters. */
const SOFT_BREAK = /(?<=\p{L}[-–—/])(?=\p{L})/u;

/** A word, or as much of one as must stay on a line. */
interface Atom {
  /** Spaces before it: kept inside a line, dropped where the line turns. */
  readonly spaces: number;
  readonly runs: readonly Run[];
  readonly width: number;
}

interface Setting {
  readonly style: TextStyle;
  readonly space: number;
  /** A word is shaped with the space after it, as it will be when its line is drawn. */
  readonly widthOf: (word: Run) => number;
  /** What a letter adds to the width of those before it, kerned with the last of them. */
  readonly letterWidth: (letter: Run, last: Run | undefined) => number;
}

/**
 * Breaks text into lines no wider than `width` points. Words break at spaces, after a hyphen, dash or slash
 * between letters, and anywhere when one alone is wider than the measure, so that nothing runs off the page.
 */
export function wrap(text: string, style: TextStyle, width: number, measure: Measure): readonly Line[] {
  const setting = settingOf(style, measure);
  return readableParagraphs(text, style.face).flatMap((runs) =>
    balancedLines(atomsOf(runs, setting), width, setting),
  );
}

/** Entries one below the other, each with a dash before it and its further lines set in. */
export function wrapList(
  entries: readonly string[],
  style: TextStyle,
  width: number,
  measure: Measure,
): readonly Line[] {
  const dash: Run = { face: style.face, text: '– ' };
  const indent = measure(dash.face, dash.text, style.size);
  return entries.flatMap((entry) =>
    wrap(entry, style, width - indent, measure).map((line, index) =>
      index === 0
        ? { runs: joined([dash, ...line.runs]), width: indent + line.width }
        : { ...line, width: indent + line.width, indent },
    ),
  );
}

/** One line, cut to `width` with an ellipsis where it is longer: for places that hold no second line. */
export function fitLine(text: string, style: TextStyle, width: number, measure: Measure): Line {
  const setting = settingOf(style, measure);
  const runs = readableParagraphs(text.replace(/\s+/gu, ' ').trim(), style.face).flat();
  const atoms = atomsOf(runs, setting);
  const whole = fill(atoms, Infinity, setting)[0] ?? { runs: [], width: 0 };
  if (whole.width <= width) return whole;
  const ellipsis: Run = { face: style.face, text: '…' };
  const ellipsisWidth = setting.widthOf(ellipsis);
  const anywhere = atoms.flatMap((atom) => pieces(atom, 0, setting));
  const cut = fill(anywhere, width - ellipsisWidth, setting)[0];
  return { runs: [...(cut?.runs ?? []), ellipsis], width: (cut?.width ?? 0) + ellipsisWidth };
}

/** The size that a run is set in. */
export function sizeOf({ mark }: Run, { size }: TextStyle): number {
  return mark ? size * MARK_SCALE : size;
}

/** What a run gains in width by space between its letters. */
export function trackingOf({ text }: Run, { tracking }: TextStyle): number {
  return (tracking ?? 0) * text.length;
}

function settingOf(style: TextStyle, measure: Measure): Setting {
  return {
    style,
    space: measure(style.face, ' ', style.size) + (style.tracking ?? 0),
    widthOf(run) {
      const size = sizeOf(run, style);
      const spaced = measure(run.face, `${run.text} `, size) - measure(run.face, ' ', size);
      return spaced + trackingOf(run, style);
    },
    letterWidth(letter, last) {
      const plain = (text: string): number => measure(letter.face, text, sizeOf(letter, style));
      const kerned = last?.face === letter.face && !last.mark && !letter.mark;
      const width = kerned ? plain(last.text + letter.text) - plain(last.text) : plain(letter.text);
      return width + trackingOf(letter, style);
    },
  };
}

function atomsOf(runs: readonly Run[], { widthOf }: Setting): Atom[] {
  const atoms: Atom[] = [];
  let spaces = 0;
  let afterText = false;
  for (const run of runs) {
    for (const [index, word] of (run.mark ? [run.text] : run.text.split(' ')).entries()) {
      if (index > 0) spaces += 1;
      if (word === '') continue;
      for (const [at, text] of (run.mark ? [word] : word.split(SOFT_BREAK)).entries()) {
        const part = { ...run, text };
        const joins = spaces === 0 && at === 0 && index === 0 && afterText && !run.mark;
        const before = joins ? atoms.pop() : undefined;
        atoms.push({
          spaces: before?.spaces ?? spaces,
          runs: [...(before?.runs ?? []), part],
          width: (before?.width ?? 0) + widthOf(part),
        });
        spaces = 0;
      }
      afterText = !run.mark;
    }
  }
  return atoms;
}

function balancedLines(atoms: readonly Atom[], width: number, setting: Setting): readonly Line[] {
  const lines = fill(atoms, width, setting);
  const lost = (candidate: readonly Line[]): boolean =>
    (candidate.at(-1)?.width ?? width) < width * SHORTEST_LAST_LINE;
  if (lines.length < 2 || lines.length > LINES_WORTH_BALANCING || !lost(lines)) return lines;
  for (let share = 1 - NARROWING; share > NARROWEST; share -= NARROWING) {
    const narrower = fill(atoms, width * share, setting);
    if (narrower.length > lines.length) return lines;
    if (!lost(narrower)) return narrower;
  }
  return lines;
}

function fill(atoms: readonly Atom[], width: number, setting: Setting): readonly Line[] {
  const lines: Line[] = [];
  let current: Atom[] = [];
  let used = 0;
  for (const atom of atoms.flatMap((whole) =>
    whole.width > width ? pieces(whole, width, setting) : whole,
  )) {
    const spaces = current.length === 0 ? Math.min(atom.spaces, WIDEST_INDENT) : atom.spaces;
    const reach = used + spaces * setting.space + atom.width;
    if (reach > width && current.length > 0) {
      lines.push(lineOf(current, used, setting));
      current = [{ ...atom, spaces: 0 }];
      used = atom.width;
    } else {
      current.push({ ...atom, spaces: reach > width ? 0 : spaces });
      used = Math.min(reach, Math.max(width, atom.width));
    }
  }
  lines.push(lineOf(current, used, setting));
  return lines;
}

/** A word wider than the measure, cut between letters. */
function pieces(atom: Atom, width: number, { letterWidth }: Setting): Atom[] {
  const cut: Atom[] = [];
  let runs: Run[] = [];
  let used = 0;
  for (const letter of atom.runs.flatMap(letters)) {
    const advance = letterWidth(letter, runs.at(-1));
    if (used + advance > width && runs.length > 0) {
      cut.push({ spaces: 0, runs, width: used });
      runs = [];
      used = 0;
    }
    runs.push(letter);
    used += advance;
  }
  cut.push({ spaces: 0, runs, width: used });
  return cut.map((piece, index) => (index === 0 ? { ...piece, spaces: atom.spaces } : piece));
}

function letters(run: Run): Run[] {
  if (run.mark) return [run];
  return [...run.text.matchAll(CLUSTER)]
    .map(([text]) => ({ ...run, text }))
    .filter(({ text }) => text !== '');
}

function lineOf(atoms: readonly Atom[], width: number, { style }: Setting): Line {
  const runs = atoms.flatMap((atom) =>
    atom.spaces > 0 ? [{ face: style.face, text: ' '.repeat(atom.spaces) }, ...atom.runs] : atom.runs,
  );
  return { runs: joined(runs), width };
}

/** Neighbours in one face become one run. */
function joined(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && last.face === run.face && !last.mark && !run.mark) {
      result[result.length - 1] = { face: run.face, text: last.text + run.text };
    } else {
      result.push(run);
    }
  }
  return result;
}
