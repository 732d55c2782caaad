import { readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

// Compares and packs images, as a process of its own: in jest's sandbox the same work takes fifty times as long.
// Reads a list of tasks as JSON from standard input and writes a list of answers.

/** How many dots differ, with a picture of them; all of them where the sizes do. */
function compare({ golden, actual, diff, threshold }) {
  const [before, after] = [golden, actual].map((file) => PNG.sync.read(readFileSync(file)));
  const { width, height } = before;
  if (after.width !== width || after.height !== height) return width * height;
  const picture = new PNG({ width, height });
  const dots = pixelmatch(before.data, after.data, picture.data, width, height, { threshold });
  if (dots > 0) writeFileSync(diff, PNG.sync.write(picture));
  return dots;
}

/** Packs an image as small as it goes, in grey or in a sixteenth of its shades, which look alike. */
function pack({ from, to, grey }) {
  const image = PNG.sync.read(readFileSync(from));
  if (!grey) image.data = image.data.map((shade) => Math.round(shade / 17) * 17);
  const bytes = PNG.sync.write(image, {
    colorType: grey ? 0 : 2,
    deflateLevel: 9,
    deflateStrategy: 0,
    ...(grey && { filterType: 0 }),
  });
  writeFileSync(to, bytes);
  return bytes.length;
}

const tasks = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(tasks.map((task) => (task.golden ? compare(task) : pack(task)))));
