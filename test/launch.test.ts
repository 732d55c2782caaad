import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LaunchError } from '../src/platform/errors/launch-error.js';
import { explainListenError } from '../src/platform/http/listen-errors.js';

const scripts = fileURLToPath(new URL('../scripts', import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), 'mendwork-launch-'));
afterAll(() => rmSync(home, { recursive: true }));

function node(args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: home, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

/** For `node --import`: makes a program believe that it runs on another version. */
function pretend(version: string): string {
  return `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
  writeFileSync(path.join(home, file), text);
}

function start(...args: string[]): { status: number | null; output: string } {
  return node(['scripts/start.mjs', ...args]);
}

describe('the version of Node.js', () => {
  test.each(['12.22.12', '18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])(
    '%s is refused',
    (version) => {
      const { status, output } = node(['--import', pretend(version), path.join(scripts, 'start.mjs')]);
      expect(output).toBe(
        'Mendwork needs Node.js 20 (from 20.19), 22 (from 22.12), or 24 and newer, ' +
          `and this is ${version}: install one from https://nodejs.org\n`,
      );
      expect(status).toBe(1);
    },
  );

  test('is taken from 20.19, 22.12 and 24 on', () => {
    const versions = ['20.19.0', '20.20.2', '22.12.0', '22.30.1', '24.0.0', '26.1.0'];
    const script = `
      const { isSupported } = await import(process.argv[1]);
      console.log(JSON.stringify(${JSON.stringify(versions)}.filter(isSupported)));`;
    const { output } = node(['--input-type=module', '-e', script, path.join(scripts, 'node-version.mjs')]);
    expect(JSON.parse(output)).toEqual(versions);
  });
});

describe('npm start', () => {
  // A small tree with the real launcher, and builders that make a program of one line out of src/main.
  beforeEach(() => {
    rmSync(home, { recursive: true });
    cpSync(scripts, path.join(home, 'scripts'), { recursive: true });
    write('src/main', 'console.log(`running with ${process.argv.slice(2)}`);');
    write(
      'node_modules/typescript7/bin/tsc',
      `const fs = require('fs');
       fs.mkdirSync('dist/src', { recursive: true });
       for (const file of ['main.js', 'cli.js']) fs.writeFileSync('dist/src/' + file, fs.readFileSync('src/main'));`,
    );
    write('package.json', '{ "type": "module" }');
    write('node_modules/typescript7/package.json', '{ "type": "commonjs" }');
    write('node_modules/vite/bin/vite.js', '');
    write('src/web/vite.config.ts', '');
    for (const file of ['graphiql/graphiql.min.js', 'graphiql/graphiql.min.css', 'graphiql/LICENSE'])
      write(`node_modules/${file}`, file);
    for (const name of ['react', 'react-dom']) {
      write(`node_modules/${name}/umd/${name}.production.min.js`, name);
      write(`node_modules/${name}/LICENSE`, `licence of ${name}`);
    }
  });

  test('builds what is not built, and passes arguments on', () => {
    expect(start('--empty')).toEqual({ status: 0, output: 'Building…\nrunning with --empty\n' });
    expect(readFileSync(path.join(home, 'dist/graphiql/LICENSE.react.txt'), 'utf8')).toBe('licence of react');
    accessSync(path.join(home, 'dist/src/cli.js'), constants.X_OK);
  });

  test('does not build again when nothing changed', () => {
    start();
    expect(start().output).toBe('running with \n');
  });

  test('builds again when a source changed, even if it looks older', () => {
    start();
    write('src/main', 'console.log("changed");');
    expect(start().output).toBe('Building…\nchanged\n');
  });

  test('builds again when a source was removed', () => {
    write('src/other', '');
    start();
    rmSync(path.join(home, 'src/other'));
    expect(start().output).toMatch(/^Building…/);
  });

  test('builds again after a build that was cut short', () => {
    const tsc = 'node_modules/typescript7/bin/tsc';
    const builder = readFileSync(path.join(home, tsc), 'utf8');
    write(tsc, `${builder} process.kill(process.pid, 'SIGKILL');`);
    expect(start()).toEqual({
      status: 1,
      output: 'Building…\nMendwork could not be built: see the messages above.\n',
    });
    write(tsc, builder);
    expect(start().output).toBe('Building…\nrunning with \n');
  });

  test('says what to do when the packages are missing', () => {
    rmSync(path.join(home, 'node_modules'), { recursive: true });
    expect(start()).toEqual({
      status: 1,
      output: 'The packages are not installed yet: run "npm ci" first.\n',
    });
  });

  test('runs a built tree without the tools to build', () => {
    start();
    rmSync(path.join(home, 'node_modules/typescript7'), { recursive: true });
    expect(start().output).toBe('running with \n');
    write('src/main', '');
    expect(start()).toEqual({
      status: 1,
      output: 'Mendwork has to be built, and the tools for that are not installed: run "npm ci" first.\n',
    });
  });

  test('shows a launch error as its sentence alone', () => {
    write('src/main', `throw Object.assign(new Error('Do this.'), { name: 'LaunchError' });`);
    expect(start()).toEqual({ status: 1, output: 'Building…\nDo this.\n' });
  });
});

describe('listening', () => {
  test('on a port that is taken gives the next one as the way out', async () => {
    const first = createServer();
    await new Promise<void>((resolve) => {
      first.listen(0, '127.0.0.1', resolve);
    });
    const address = first.address();
    const port = typeof address === 'object' ? Number(address?.port) : 0;
    const second = createServer();
    const error = await new Promise<unknown>((resolve) => {
      second.once('error', resolve).listen(port, '127.0.0.1');
    });
    await new Promise((resolve) => first.close(resolve));
    expect(explainListenError(error, port)).toBeInstanceOf(LaunchError);
    expect(explainListenError(error, port)?.message).toBe(
      `Port ${port} is already in use. Stop the other program or choose another port: PORT=${port + 1} npm start`,
    );
  });

  test.each([
    ['EACCES', 80, /^You may not use port 80 .* PORT=3000 npm start$/],
    ['EADDRINUSE', 65_535, /PORT=3000 npm start$/],
    ['EADDRNOTAVAIL', 3000, /^The address in HOST does not belong to this machine/],
  ])('%s on port %i', (code, port, sentence) => {
    expect(explainListenError(Object.assign(new Error(code), { code }), port)?.message).toMatch(sentence);
  });

  test.each([
    [new Error('other')],
    [Object.assign(new Error('x'), { code: 'EPIPE' })],
    [null],
    ['EADDRINUSE'],
  ])('an error of another kind is left alone', (error) => {
    expect(explainListenError(error, 3000)).toBe(undefined);
  });
});
