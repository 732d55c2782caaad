// Breaks each guarded thing in turn, in a copy of the project, and runs the gate that guards it: the gate has to turn
// red. Each gate is run on the unbroken copy first and has to be green there, so that none is red for another reason.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { faults, gates } from './faults.mjs';

const root = path.join(import.meta.dirname, '..', '..');
for (const fault of faults) checkPlace(fault);
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { part: { type: 'string', default: '1/1' }, minutes: { type: 'string', default: 'Infinity' } },
});
/** After this no further fault is begun. */
const end = Date.now() + Number(values.minutes) * 60_000;
const inPart = gatesOfPart(values.part);
const chosen = faults.filter(
  ({ name, gate }) => inPart.has(gate) && (wanted.length === 0 || wanted.some((word) => name.includes(word))),
);
const copy = mkdtempSync(path.join(tmpdir(), 'mendwork-faults-'));
const results = [];
let notReached = 0;

try {
  for (const file of listFiles()) cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  const known = new Set();
  for (const fault of chosen) {
    if (results.length > 0 && Date.now() > end) {
      notReached += 1;
      continue;
    }
    if (!known.has(fault.gate)) report(`control: ${fault.gate}`, run(fault.gate) === 0);
    known.add(fault.gate);
    report(
      `fault:   ${fault.name} → ${fault.gate}`,
      withFault(fault, () => run(fault.gate) !== 0),
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

const right = results.filter(Boolean).length;
console.log(
  `seeded faults: ${right} passed, ${results.length - right} failed, ${notReached} not reached in time`,
);
if (results.length === 0 || right < results.length) process.exit(1);

function report(name, ok) {
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'BAD '} ${name}`);
}

/** The gates of one part of several, `1/3` being the first of three: with its faults a gate stays in one part. */
function gatesOfPart(part) {
  const [, number, of] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(part) ?? [];
  if (number === undefined || Number(number) > Number(of))
    throw new Error(`A part is written as 2/3, the second of three; not as ${part}.`);
  return new Set(Object.keys(gates).filter((_gate, index) => index % Number(of) === Number(number) - 1));
}

/** A fault with two places might break another thing than its name says, and one with none breaks nothing. */
function checkPlace({ name, file, find }) {
  const pattern = typeof find === 'string' ? find : new RegExp(find, `${find.flags}g`);
  let places = 0;
  readFileSync(path.join(root, file), 'utf8').replaceAll(pattern, () => void (places += 1));
  if (places !== 1) throw new Error(`“${name}” has ${places} places in ${file}: ${find}`);
}

function withFault({ file, find, replace }, work) {
  const target = path.join(copy, file);
  const whole = readFileSync(target, 'utf8');
  writeFileSync(
    target,
    whole.replace(find, () => replace),
  );
  try {
    return work();
  } finally {
    writeFileSync(target, whole);
  }
}

/** @returns 0 for green; null for a gate that came to no end, which is no more green than any other status */
function run(gate) {
  const [program, ...args] = gates[gate];
  const { status, error } = spawnSync(program === 'node' ? process.execPath : program, args, {
    cwd: copy,
    stdio: process.env.SHOW ? 'inherit' : 'ignore',
    timeout: 900_000,
  });
  if (error && error.code !== 'ETIMEDOUT') throw new Error(`“${gate}” did not start.`, { cause: error });
  return status;
}

function listFiles() {
  const { stdout } = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((file) => file !== '' && !file.startsWith('.ci/'));
}
