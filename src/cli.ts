#!/usr/bin/env node
import { LaunchError } from './platform/errors/launch-error.js';

const USAGE = `Mendwork’s commands:
  mendwork lint FILE…   look at worksheet files (YAML or JSON) as their publication does; needs no database
  mendwork demo link    print a new link for the demonstration’s client`;

/** Each command loads its own part of the program, so that a look at a file does not wait for the server's. */
async function run(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === 'lint' && rest.length > 0) {
    const { lintFiles } = await import('./lint-command.js');
    if (!lintFiles(rest, print)) process.exitCode = 1;
  } else if (args.join(' ') === 'demo link') {
    const { writeDemonstrationLink } = await import('./demo-command.js');
    await writeDemonstrationLink(process.env, print);
  } else if (command === 'help' || command === '--help') {
    print(USAGE);
  } else {
    throw new LaunchError(USAGE);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
