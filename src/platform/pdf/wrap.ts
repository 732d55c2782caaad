import { breakableParts, mayBreakBetween } from './breaks.js';
import { clustersOf } from './clusters.js';
import type { FontName } from './fonts.js';
import { inOneRun, readableParagraphs, type Run } from './readable.js';
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

/** The width of text in a font at a size, in points. */
export type Measure = (font: FontName, text: string, size: number, rightToLeft?: boolean) => number;

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

/** A word, or as much of one as must stay on a line. */
interface Atom {
  /** Spaces before it: kept inside a line, dropped where the line turns. */
  readonly space?: Run;
  readonly runs: readonly Run[];
  readonly width: number;
}

/** How text is set for one call: its style and how wide things come out in it. */
class Setting {
  private readonly spaces = new Map<FontName, number>();

  constructor(
    readonly style: TextStyle,
    private readonly measure: Measure,
  ) {}

  widthOf(run: Run): number {
    const { face, text } = run;
    return this.measure(face, text, sizeOf(run, this.style), runsLeft(run)) + trackingOf(run, this.style);
  }

  widthOfSpace(space: Run | undefined): number {
    if (!space) return 0;
    let one = this.spaces.get(space.face);
    if (one === undefined) {
      one = this.widthOf({ ...space, text: ' ' });
      this.spaces.set(space.face, one);
    }
    return one * space.text.length;
  }
}

/**
 * Breaks text into lines no wider than `width` points. Words break at spaces, after a hyphen, dash or slash
 * between letters, between characters of scripts that have no spaces, and anywhere when one alone is wider than the
 * measure, so that nothing runs off the page. A paragraph that begins with a letter written from right to left stands
 * at the right edge.
 */
export function wrap(text: string, style: TextStyle, width: number, measure: Measure): readonly Line[] {
  const setting = new Setting(style, measure);
  return readableParagraphs(text, style.face).flatMap(({ runs, rightToLeft }) => {
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
  const atoms = atomsOf(
    paragraphs.flatMap(({ runs }) => runs),
    setting,
  );
  const whole = lineOf(atoms, setting);
  if (whole.width <= width) return { ...whole, ...direction };
  const ellipsis: Run = { face: style.face, text: '…', ...(direction.rightToLeft && { level: 1 }) };
  const ellipsisWidth = setting.widthOf(ellipsis);
  const cut = lineOf(beginning(atoms, width - ellipsisWidth, setting), setting);
  return { runs: [...cut.runs, ellipsis], width: cut.width + ellipsisWidth, ...direction };
}

/** The size that a run is set in. */
export function sizeOf({ mark }: Run, { size }: TextStyle): number {
  return mark ? size * MARK_SCALE : size;
}

/** What a run gains in width by space between its letters. */
export function trackingOf({ text }: Run, { tracking }: TextStyle): number {
  return tracking ? tracking * text.length : 0;
}

/** Is a run's text set from right to left? The name in a mark never is. */
export function runsLeft({ level = 0, mark }: Run): boolean {
  return level % 2 === 1 && !mark;
}

function atomsOf(runs: readonly Run[], setting: Setting): Atom[] {
  const gathered = new AtomGatherer(setting);
  for (const run of runs) {
    if (run.mark) {
      gathered.add(run, true);
      continue;
    }
    for (const [index, word] of run.text.split(' ').entries()) {
      if (index > 0) gathered.addSpace(run);
      if (word === '') continue;
      for (const [at, text] of breakableParts(word).entries()) {
        gathered.add(run.text === text ? run : withText(run, text), at > 0 || index > 0);
      }
    }
  }
  return gathered.atoms;
}

/** Puts together what must stay on one line. */
class AtomGatherer {
  readonly atoms: Atom[] = [];
  private current: { readonly space?: Run; readonly runs: Run[]; width: number } | undefined;
  private space: Run | undefined;
  private last: Run | undefined;

  constructor(private readonly setting: Setting) {}

  addSpace(run: Run): void {
    this.space = withText(run, this.space ? `${this.space.text} ` : ' ');
  }

  add(part: Run, apart: boolean): void {
    const width = this.setting.widthOf(part);
    const { space } = this;
    if (apart || space || this.mayTurnBefore(part)) {
      this.current = space ? { space, runs: [part], width } : { runs: [part], width };
      this.atoms.push(this.current);
      this.space = undefined;
    } else {
      this.current?.runs.push(part);
      if (this.current) this.current.width += width;
    }
    this.last = part;
  }

  private mayTurnBefore(part: Run): boolean {
    const { last } = this;
    return !last || last.mark || part.mark || mayBreakBetween(last.text, part.text);
  }
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

/** A word wider than the measure, cut between letters. */
function pieces(atom: Atom, width: number, setting: Setting): Atom[] {
  const cut: Atom[] = [];
  let runs: Run[] = [];
  let used = 0;
  const flush = (): void => {
    cut.push({ ...(cut.length === 0 && atom.space && { space: atom.space }), runs, width: used });
    runs = [];
    used = 0;
  };
  for (const run of atom.runs) {
    const clusters = run.mark ? [run.text] : clustersOf(run.text);
    let guess = clusters.length;
    for (let from = 0; from < clusters.length;) {
      const fitting = longestFitting(run, clusters, from, { guess, room: width - used, setting });
      if (fitting.count === 0 && runs.length > 0) {
        flush();
        continue;
      }
      const taken = fitting.count > 0 ? fitting : single(run, clusters, from, setting);
      runs.push(taken.run);
      used += taken.width;
      from += taken.count;
      guess = taken.count;
      if (from < clusters.length) flush();
    }
  }
  flush();
  return cut;
}

/** Some letters of a run, with their width. */
interface Cut {
  readonly count: number;
  readonly run: Run;
  readonly width: number;
}

function single(run: Run, clusters: readonly string[], from: number, setting: Setting): Cut {
  return cutOf(run, clusters, from, 1, setting);
}

function cutOf(run: Run, clusters: readonly string[], from: number, count: number, setting: Setting): Cut {
  const part = { ...run, text: clusters.slice(from, from + count).join('') };
  return { count, run: part, width: setting.widthOf(part) };
}

/**
 * As many letters as fit into the room. Letters that join change their width with those beside them, so each try is
 * measured as a whole; a good guess makes for few tries.
 */
function longestFitting(
  run: Run,
  clusters: readonly string[],
  from: number,
  { guess, room, setting }: { guess: number; room: number; setting: Setting },
): Cut {
  const rest = clusters.length - from;
  let best: Cut = { count: 0, run: { ...run, text: '' }, width: 0 };
  let tooMany = rest + 1;
  let next = Math.min(rest, Math.max(1, guess));
  while (tooMany - best.count > 1) {
    const tried = cutOf(run, clusters, from, next, setting);
    if (tried.width <= room) best = tried;
    else tooMany = next;
    const likely = tried.width > 0 ? Math.floor((next * room) / tried.width) : next * 2;
    next = Math.min(tooMany - 1, Math.max(best.count + 1, likely));
  }
  return best;
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

/** A run like another, with other text. */
function withText({ face, level }: Run, text: string): Run {
  return level === undefined ? { face, text } : { face, text, level };
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
