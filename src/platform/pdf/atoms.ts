import { breakableParts, mayBreakBetween } from './breaks.js';
import { clustersOf } from './clusters.js';
import { withText, type Run } from './readable.js';
import type { Setting } from './setting.js';

/** A word, or as much of one as must stay on a line. */
export interface Atom {
  /** Spaces before it: kept inside a line, dropped where the line turns. */
  readonly space?: Run;
  readonly runs: readonly Run[];
  readonly width: number;
}

/** The words of a paragraph, measured. */
export function atomsOf(runs: readonly Run[], setting: Setting): Atom[] {
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

/** A word wider than the measure, cut between letters. */
export function pieces(atom: Atom, width: number, setting: Setting): Atom[] {
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
