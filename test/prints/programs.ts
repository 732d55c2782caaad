import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from '@jest/globals';

/** Jars that PDFBox's Preflight needs, from Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java. */
export const PREFLIGHT_JARS: readonly string[] = [
  'preflight',
  'pdfbox2',
  'xmpbox',
  'fontbox2',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((name) => `/usr/share/java/${name}.jar`);

/** Programs that look at PDF files, each with the Debian package that brings it. */
const PROGRAMS = {
  pdftoppm: { isThere: () => runs('pdftoppm', '-v'), package: 'poppler-utils' },
  pdffonts: { isThere: () => runs('pdffonts', '-v'), package: 'poppler-utils' },
  pdfinfo: { isThere: () => runs('pdfinfo', '-v'), package: 'poppler-utils' },
  pdftotext: { isThere: () => runs('pdftotext', '-v'), package: 'poppler-utils' },
  qpdf: { isThere: () => runs('qpdf', '--version'), package: 'qpdf' },
  preflight: {
    isThere: () => runs('java', '-version') && PREFLIGHT_JARS.every((jar) => existsSync(jar)),
    package: 'default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java',
  },
} as const;

/** A program of the machine that a check runs. */
export type Program = keyof typeof PROGRAMS;

function runs(program: string, option: string): boolean {
  return spawnSync(program, [option]).error === undefined;
}

/** What to install for the programs that are missing; empty when all are there. */
export function missingPackages(...programs: readonly Program[]): string {
  const missing = programs.filter((program) => !PROGRAMS[program].isThere());
  return [...new Set(missing.map((program) => PROGRAMS[program].package))].join(' ');
}

/**
 * A test that runs programs of the machine. Where one is missing it is skipped and says what to install; in the gates
 * (`CI`), where all must be there, it fails.
 */
export function testWith(programs: readonly Program[], name: string, body: () => Promise<void> | void): void {
  const missing = missingPackages(...programs);
  if (missing === '') test(name, body);
  else if (process.env['CI'])
    test(name, () => {
      throw new Error(`not installed: ${missing}`);
    });
  else test.skip(`${name} (skipped, not installed: ${missing})`, body);
}
