import { atomsOf, pieces, type Atom } from './atoms.js';
import { inOneRun, readableParagraphs, withText, type Run } from './readable.js';
import { Setting, type Measure } from './setting.js';
import type { TextStyle } from './style.js';

/** One line of text, ready to be drawn. Its width is in points and leaves out the space after the last word. */
export interface Line {
  /** In reading order. */
  readonly runs: readonly Run[];
  readonly width: number;
  /** Moves the line to the right: the second line of a list's entry, or one that begins at the right edge. */
  readonly indent?: number;
  /** Begins at the right: its first run stands rightmost. */
  readonly rightToLeft?: boolean;
}

/** A last line shorter than this share of the measure looks lost; the lines above then give it some words. */
const SHORTEST_LAST_LINE = 1 / 7;
const NARROWEST = 0.8;
const NARROWING = 0.03;
/** Beyond this a paragraph is so long that its last line does not show. */
const LINES_WORTH_BALANCING = 30;
/** An indent that a writer typed is kept up to this many spaces. */
const WIDEST_INDENT = 8;

/**
 * Breaks text into lines no wider than `width` points. Words break at spaces, after a hyphen, dash or slash
 * between letters, between characters of scripts that have no spaces, and anywhere when one alone is wider than the
 * measure, so that nothing runs off the page. A paragraph that begins with a letter written from right to left stands
 * at the right edge.
 */
export function wrap(text: string, style: TextStyle, width: number, measure: Measure): readonly Line[] {
  const setting = new Setting(style, measure);
  return readableParagraphs(text, style.face).flatMap(({ runs, rightToLeft }) => {
    const whole = wholeLine(runs, setting);
    if (whole && whole.width <= width && !rightToLeft) return [whole];
    const lines = balancedLines(atomsOf(runs, setting), width, setting);
    if (!rightToLeft) return lines;
    return lines.map((line) => ({ ...line, rightToLeft, indent: Math.max(0, width - line.width) }));
  });
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
    wrap(entry, style, width - indent, measure).map((line, index) => {
      const full = indent + line.width;
      if (line.rightToLeft) {
        return index === 0 ? { ...line, runs: [{ ...dash, level: 1 }, ...line.runs], width: full } : line;
      }
      return index === 0
        ? { runs: joined([dash, ...line.runs]), width: full }
        : { ...line, width: full, indent };
    }),
  );
}

/** One line, cut to `width` with an ellipsis where it is longer: for places that hold no second line. */
export function fitLine(text: string, style: TextStyle, width: number, measure: Measure): Line {
  const setting = new Setting(style, measure);
  const paragraphs = readableParagraphs(text.replace(/\s+/gu, ' ').trim(), style.face);
  const direction = paragraphs[0]?.rightToLeft ? { rightToLeft: true } : {};
  const runs = paragraphs.flatMap((paragraph) => paragraph.runs);
  const simple = wholeLine(runs, setting);
  if (simple && simple.width <= width) return simple;
  const atoms = atomsOf(runs, setting);
  const whole = lineOf(atoms, setting);
  if (whole.width <= width) return { ...whole, ...direction };
  const ellipsis: Run = { face: style.face, text: '…', ...(direction.rightToLeft && { level: 1 }) };
  const ellipsisWidth = setting.widthOf(ellipsis);
  const cut = lineOf(beginning(atoms, width - ellipsisWidth, setting), setting);
  return { runs: [...cut.runs, ellipsis], width: cut.width + ellipsisWidth, ...direction };
}

/** A paragraph of one plain run as a line, however long: most texts fit on one, and need no cutting into words. */
function wholeLine(runs: readonly Run[], setting: Setting): Line | undefined {
  const [run] = runs;
  if (!run || runs.length > 1 || run.mark || run.level || /^ | $/u.test(run.text)) return undefined;
  return { runs, width: setting.widthOf(run) };
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
  const put = (atom: Atom): void => {
    const space = current.length === 0 ? shortened(atom.space) : atom.space;
    const reach = used + setting.widthOfSpace(space) + atom.width;
    if (reach <= width) {
      current.push(space === atom.space ? atom : { ...atom, space });
      used = reach;
    } else if (current.length === 0) {
      current.push(withoutSpace(atom));
      used = atom.width;
    } else {
      lines.push(lineOf(current, setting));
      current = [withoutSpace(atom)];
      used = atom.width;
    }
  };
  for (const atom of atoms) {
    if (atom.width <= width) put(atom);
    else for (const piece of pieces(atom, width, setting)) put(piece);
  }
  lines.push(lineOf(current, setting));
  return lines;
}

/** The first words of a text that fit into the room, the last of them cut if need be. */
function beginning(atoms: readonly Atom[], room: number, setting: Setting): readonly Atom[] {
  const taken: Atom[] = [];
  let used = 0;
  for (const atom of atoms) {
    const before = used + setting.widthOfSpace(atom.space);
    if (before + atom.width <= room) {
      taken.push(atom);
      used = before + atom.width;
      continue;
    }
    const [first] = pieces(atom, room - before, setting);
    if (first && before + first.width <= room) taken.push(first);
    break;
  }
  return taken;
}

function shortened(space: Run | undefined): Run | undefined {
  if (!space || space.text.length <= WIDEST_INDENT) return space;
  return { ...space, text: space.text.slice(0, WIDEST_INDENT) };
}

function withoutSpace({ runs, width }: Atom): Atom {
  return { runs, width };
}

function lineOf(atoms: readonly Atom[], setting: Setting): Line {
  const runs: Run[] = [];
  let width = 0;
  for (const atom of atoms) {
    if (atom.space) {
      append(runs, atom.space);
      width += setting.widthOfSpace(atom.space);
    }
    for (const run of atom.runs) append(runs, run);
    width += atom.width;
  }
  return { runs, width };
}

/** Neighbours in one font become one run. */
function joined(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  for (const run of runs) append(result, run);
  return result;
}

/** Runs and one more after them. */
export function withRun(runs: readonly Run[], run: Run): readonly Run[] {
  const result = [...runs];
  append(result, run);
  return result;
}

function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last && inOneRun(last, run)) runs[runs.length - 1] = withText(last, last.text + run.text);
  else runs.push(run);
}
