import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { CLAIM } from '../src/platform/database/idempotency.js';
import { LOCK, READ, SUBMIT } from '../src/responses/responses.sql.js';
import type { Seed } from './submit.seed.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** The path of pgbench: on the PATH, or where Debian keeps it. */
export function findPgbench(): string | undefined {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).map((version) => path.join(DEBIAN, version, 'bin'))
    : [];
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...versions];
  return folders.map((folder) => path.join(folder, 'pgbench')).find(existsSync);
}

/** Runs the statements of a submit, prepared, without server, checks and sealing. Returns transactions a second. */
export async function runPgbench(
  pgbench: string,
  server: { host: string; port: number; user: string; password: string; database: string },
  seed: Seed,
  options: { from: number; count: number; connections: number; folder: string },
): Promise<number> {
  const script = path.join(options.folder, 'submit.sql');
  writeFileSync(script, transactionOf(seed, options));
  const { stdout } = await run(
    pgbench,
    [
      '-n',
      '-M',
      'prepared',
      '-f',
      script,
      '-c',
      String(options.connections),
      '-j',
      '1',
      '-D',
      'i=-1',
      '-t',
      String(options.count / options.connections),
      '-h',
      server.host,
      '-p',
      String(server.port),
      '-U',
      server.user,
      server.database,
    ],
    { env: { ...process.env, PGPASSWORD: server.password } },
  );
  const [, rate = ''] = /tps = ([\d.]+)/.exec(stdout) ?? [];
  if (!/number of failed transactions: 0 /.test(stdout) || rate === '') throw new Error('pgbench failed.');
  return Number(rate);
}

function transactionOf(
  seed: Seed,
  { from, count, connections }: { from: number; count: number; connections: number },
): string {
  const id = `('${seed.barePrefix}' || lpad(:n::text, 12, '0'))::uuid`;
  const fresh = (column: string): string => `md5(:n::text || '${column}')::uuid`;
  const practice = `'${seed.practiceId}'::uuid`;
  const client = `'${seed.clientId}'::uuid`;
  const sealed = `'\\x${seed.sealed.toString('hex')}'::bytea`;
  const entry = `jsonb_build_array(jsonb_build_object('action', 'submission.submitted', 'actor_kind', 'client',
    'actor_id', ${client}, 'request_id', 'bench', 'client_id', ${client}, 'detail', jsonb_build_object('assignmentId', ${id})))`;
  const settings = {
    practice_id: seed.practiceId,
    actor_kind: 'client',
    actor_id: seed.clientId,
    client_id: seed.clientId,
  };
  return `\\set i :i + 1
\\set n ${from} + :client_id * ${count / connections} + :i
BEGIN;
SELECT ${Object.entries(settings)
    .map(([name, value]) => `set_config('mendwork.${name}', '${value}', true)`)
    .join(', ')};
${fill(CLAIM, [practice, client, `'submit'`, fresh('key') + '::text', `'\\x00'::bytea`, fresh('result')])};
${fill(LOCK, [practice, client, id])};
${fill(READ, [practice, client, id])};
${fill(SUBMIT, [practice, id, client, fresh('submission'), '1', sealed, fresh('event'), `'[]'`])};
SELECT mendwork.append_audit(${entry});
COMMIT;
`;
}

function fill(statement: string, values: readonly string[]): string {
  return statement
    .replaceAll(/\$(\d+)/g, (_, place: string) => values[Number(place) - 1] ?? '')
    .replaceAll('\n', ' ');
}
