import type { Line } from './wrap.js';

/** Lines in a box of their own, with its width: no wider than the widest of them, wherever they were broken for. */
export function hugged(lines: readonly Line[]): { readonly lines: readonly Line[]; readonly width: number } {
  const width = Math.max(0, ...lines.map((line) => line.width));
  return {
    // Text that runs from right to left stands at the right edge of what it was broken for.
    lines: lines.map((line) => (line.rightToLeft ? { ...line, indent: width - line.width } : line)),
    width,
  };
}
