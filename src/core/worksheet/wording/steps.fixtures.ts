/**
 * A small matcher of regular expressions that counts its steps, so that a spec can tell how much work a pattern makes
 * without a clock. It backtracks as an engine does, remembers nothing and knows what the wording rules use; anything
 * else is refused.
 */
export type Pattern =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean; readonly sample: string }
  | { readonly kind: 'edge' }
  | { readonly kind: 'sequence' | 'either'; readonly of: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly of: Pattern; readonly min: number; readonly max: number };

/** Reads the source of a regular expression; letters match whatever their case. */
export function readPattern(source: string): Pattern {
  const tokens = source.match(/\\.|\(\?:|\[\^?[^\]]+\]|\{\d+,\d+\}|./g) ?? [];
  const pattern = readEither(tokens);
  if (tokens.length > 0) throw new Error(`Cannot read "${tokens.join('')}" of ${source}`);
  return pattern;
}

function readEither(tokens: string[]): Pattern {
  const of = [readSequence(tokens)];
  while (tokens[0] === '|') {
    tokens.shift();
    of.push(readSequence(tokens));
  }
  return { kind: 'either', of };
}

function readSequence(tokens: string[]): Pattern {
  const of: Pattern[] = [];
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') of.push(readRepeat(tokens));
  return { kind: 'sequence', of };
}

function readRepeat(tokens: string[]): Pattern {
  const of = readOne(tokens);
  const bounds = boundsOf(tokens[0]);
  if (!bounds) return of;
  tokens.shift();
  return { kind: 'repeat', of, ...bounds };
}

function boundsOf(token = ''): { min: number; max: number } | undefined {
  if (token === '?') return { min: 0, max: 1 };
  if (token === '+') return { min: 1, max: Infinity };
  const [, min, max] = /^\{(\d+),(\d+)\}$/.exec(token) ?? [];
  return max === undefined ? undefined : { min: Number(min), max: Number(max) };
}

function readOne(tokens: string[]): Pattern {
  const token = tokens.shift() ?? '';
  if (token === '(?:') {
    const inner = readEither(tokens);
    if (tokens.shift() !== ')') throw new Error('A group is not closed.');
    return inner;
  }
  if (token === String.raw`\b`) return { kind: 'edge' };
  if (/^([a-z ',-]|\[.+\]|\\w)$/.test(token)) return readChar(token);
  throw new Error(`Cannot read "${token}"`);
}

function readChar(token: string): Pattern {
  const upper = token.toUpperCase();
  if (token.length === 1)
    return { kind: 'char', accepts: (char) => char === token || char === upper, sample: token };
  const one = new RegExp(token, 'i');
  const accepts = (char: string) => one.test(char);
  return { kind: 'char', accepts, sample: [' ', 's'].find(accepts) ?? '' };
}

/** The phrases that `pattern` speaks of: every option in some phrase, every repetition at its fewest and its most. */
export function phrasesOf(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'char':
      return [pattern.sample];
    case 'edge':
      return [''];
    case 'either':
      return pattern.of.flatMap(phrasesOf);
    case 'repeat':
      return phrasesOf(pattern.of).flatMap((phrase) =>
        [pattern.min, Math.min(pattern.max, 100)].map((times) => phrase.repeat(times)),
      );
    case 'sequence':
      return sideBySide(pattern.of.map(phrasesOf));
  }
}

function sideBySide(parts: readonly (readonly string[])[]): readonly string[] {
  const most = Math.max(...parts.map((part) => part.length));
  return Array.from({ length: most }, (_, index) =>
    parts.map((part) => part[index % part.length] ?? '').join(''),
  );
}

/** The matches of `pattern` in `text`, as `[start, length]`, and how many steps it took to find them all. */
export function countSteps(pattern: Pattern, text: string): { steps: number; found: number[][] } {
  const found: number[][] = [];
  let steps = 0;
  let at = 0;
  while (at <= text.length) {
    const end = match(pattern, at, (place) => place);
    if (end > at) found.push([at, end - at]);
    at = Math.max(end, at + 1);
  }
  return { steps, found };

  function match(node: Pattern, place: number, then: (place: number) => number): number {
    steps += 1;
    switch (node.kind) {
      case 'char':
        return place < text.length && node.accepts(text.charAt(place)) ? then(place + 1) : -1;
      case 'edge':
        return isWord(text.charAt(place - 1)) === isWord(text.charAt(place)) ? -1 : then(place);
      case 'sequence':
        return matchFrom(node.of, 0, place, then);
      case 'either':
        return firstEnd(node.of, (option) => match(option, place, then));
      case 'repeat':
        return node.of.kind === 'char'
          ? matchRun(node.of, node, place, then)
          : matchAgain(node, 0, place, then);
    }
  }

  function matchFrom(
    of: readonly Pattern[],
    index: number,
    place: number,
    then: (place: number) => number,
  ): number {
    const part = of[index];
    return part ? match(part, place, (next) => matchFrom(of, index + 1, next, then)) : then(place);
  }

  function matchAgain(
    node: Pattern & { kind: 'repeat' },
    times: number,
    place: number,
    then: (place: number) => number,
  ): number {
    const more =
      times < node.max ? match(node.of, place, (next) => matchAgain(node, times + 1, next, then)) : -1;
    return more >= 0 || times < node.min ? more : then(place);
  }

  /** A run of single characters: takes all it can, then gives back one at a time. A loop, as runs may be long. */
  function matchRun(
    char: Pattern & { kind: 'char' },
    { min, max }: { min: number; max: number },
    place: number,
    then: (place: number) => number,
  ): number {
    let length = 0;
    while (length < max && place + length < text.length && char.accepts(text.charAt(place + length)))
      length += 1;
    steps += length;
    for (; length >= min; length -= 1) {
      steps += 1;
      const end = then(place + length);
      if (end >= 0) return end;
    }
    return -1;
  }
}

function firstEnd(options: readonly Pattern[], end: (option: Pattern) => number): number {
  for (const option of options) {
    const place = end(option);
    if (place >= 0) return place;
  }
  return -1;
}

function isWord(char: string): boolean {
  return /\w/.test(char);
}
