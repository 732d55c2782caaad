import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** `docs/security.md` names a proof for every threat; this holds that each is there and is seen to fail. */

interface Row {
  readonly number: number;
  readonly tests: readonly string[];
  readonly fault: string;
}

function rows(): Row[] {
  return readFileSync('docs/security.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, number]) => /^\d+$/.test(number ?? ''))
    .map(([, number, , , tests, fault]) => ({
      number: Number(number),
      tests: (tests ?? '').split(', '),
      fault: fault ?? '',
    }));
}

/** The faults and the commands of their gates. The drill is a program of its own, so it is read as text. */
const drill = ['faults.mjs', 'entry-faults.mjs', 'page-faults.mjs', 'print-faults.mjs']
  .map((name) => readFileSync(`test/seeded-faults/${name}`, 'utf8'))
  .join('\n');

/** The files or folders that the gate of a fault runs. */
function gateOf(fault: string): string[] {
  const at = drill.indexOf(`name: '${fault}'`);
  const gate = /gate: '([^']+)'/.exec(drill.slice(at))?.[1] ?? '';
  const command = new RegExp(`^ +'?${gate}'?: (?:jest|pure)\\(([^)]*)\\)`, 'm').exec(drill)?.[1] ?? '';
  return at < 0 ? [] : [...command.matchAll(/'([^']+)'/g)].map(([, file]) => file ?? '');
}

test('every threat of the table has a proof, and they are all there', () => {
  expect(rows().map(({ number }) => number)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 21,
  ]);
  for (const { tests } of rows())
    expect(tests.filter((file) => !existsSync(file) || !/\.(test|spec)\.ts$/.test(file))).toEqual([]);
});

test.each(rows())('threat $number: “$fault” is seen by a test that is named', ({ tests, fault }) => {
  const files = gateOf(fault);
  expect(files.some((file) => tests.some((named) => named.startsWith(file)))).toBe(true);
});
