import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { type Asked, questionnaire, surveyModel } from './thirty-items.js';

const FOLDER = path.join(import.meta.dirname, 'peers');
const PAGES = path.join(FOLDER, 'pages');

/** Others that show a form, by the folder of their page. */
export const PEERS = {
  survey: 'survey-core + survey-js-ui',
  lforms: 'lforms',
  'smart-forms': '@aehrc/smart-forms-renderer',
} as const;
export type Peer = keyof typeof PEERS;

/** The pages of the peers, served. */
export interface ServedPeers {
  /** Where the peer's form lies. */
  address(peer: Peer): string;
  stop(): Promise<void>;
}

/**
 * The folder of what only the bench needs: the peers, and Lighthouse. It is installed on the first call, from a lockfile
 * of its own, so that nobody else has to carry it.
 */
export function installedPeers(): string {
  const installed = path.join(FOLDER, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) {
    console.log('Installing what the bench measures against (800 MB, once)…');
    const { status } = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: FOLDER, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The peers could not be installed: run "npm ci" in ${FOLDER}.`);
  }
  return path.join(FOLDER, 'node_modules');
}

/**
 * Builds each peer's page for production, as its makers say, and serves them as our server does its own: compressed by
 * brotli beforehand, at its best.
 */
export async function servePeers(items: readonly Asked[]): Promise<ServedPeers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mendwork-peers-'));
  const modules = installedPeers();
  await bundle('survey', path.join(folder, 'survey'), surveyModel(items));
  await bundle('smart-forms', path.join(folder, 'smart-forms'), questionnaire(items));
  copyLforms(path.join(modules, 'lforms', 'dist', 'lforms'), path.join(folder, 'lforms'), items);
  const server = createServer(givesFilesOf(folder)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: (peer) => `http://localhost:${port}/${peer}/index.html`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true });
    },
  };
}

async function bundle(peer: Peer, outDir: string, form: object): Promise<void> {
  await build({
    configFile: false,
    root: path.join(PAGES, peer),
    base: './',
    logLevel: 'error',
    define: { FORM: JSON.stringify(form), 'process.env.NODE_ENV': '"production"' },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: Infinity },
  });
}

/** It comes built; a page names its scripts. */
function copyLforms(from: string, to: string, items: readonly Asked[]): void {
  mkdirSync(to);
  for (const part of ['webcomponent', 'fhir/R4'])
    cpSync(path.join(from, part), path.join(to, part), { recursive: true });
  cpSync(path.join(PAGES, 'lforms', 'index.html'), path.join(to, 'index.html'));
  const form = JSON.stringify(questionnaire(items));
  writeFileSync(path.join(to, 'form.js'), `LForms.Util.addFormToPage(${form}, 'form', {});`);
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  woff: 'font/woff',
  png: 'image/png',
};
/** Compressed by nature. */
const PACKED = ['woff2', 'woff', 'png'];

function givesFilesOf(folder: string): RequestListener {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [`/${path.relative(folder, file).split(path.sep).join('/')}`, packed(file)]),
  );
  return ({ url = '' }, reply) => {
    const file = files.get(url);
    if (file) reply.writeHead(200, file.headers).end(file.body);
    else reply.writeHead(404).end();
  };
}

function packed(file: string): { readonly headers: Record<string, string>; readonly body: Buffer } {
  const plain = readFileSync(file);
  const ending = path.extname(file).slice(1);
  const isPacked = PACKED.includes(ending);
  return {
    headers: {
      'content-type': TYPES[ending] ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000',
      ...(!isPacked && { 'content-encoding': 'br' }),
    },
    body: isPacked ? plain : brotliCompressSync(plain),
  };
}
