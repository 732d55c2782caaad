// Builds Mendwork into dist/: the server, the web pages, and the GraphiQL page's files.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hashOfSources, markBuilt } from './freshness.mjs';
import { buildPages } from './pages.mjs';

process.chdir(path.join(import.meta.dirname, '..'));

const GRAPHIQL_FILES = {
  graphiql: ['graphiql.min.js', 'graphiql.min.css'],
  react: ['umd/react.production.min.js'],
  'react-dom': ['umd/react-dom.production.min.js'],
};

const hash = hashOfSources();
rmSync('dist', { recursive: true, force: true });
run('node_modules/typescript7/bin/tsc', '-b');
buildPages('.');
copyGraphiql();
// npx sets this itself, but only once: after another build it would be refused its own command.
chmodSync('dist/src/cli.js', 0o755);
markBuilt(hash);

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function copyGraphiql() {
  const target = path.join('dist', 'graphiql');
  mkdirSync(target, { recursive: true });
  for (const [name, files] of Object.entries(GRAPHIQL_FILES)) {
    const home = path.join('node_modules', name);
    for (const file of files) copyFileSync(path.join(home, file), path.join(target, path.basename(file)));
    copyFileSync(path.join(home, 'LICENSE'), path.join(target, `LICENSE.${name}.txt`));
  }
}
