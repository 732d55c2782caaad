import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PREFLIGHT_JARS } from './programs.js';

/**
 * What Apache PDFBox's Preflight says of files against PDF/A-1b (ISO 19005-1), by the file's name: each kind of fault
 * once. One start of Java for all of them. Writes a list and a report into `folder`.
 */
export function preflight(folder: string, files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const list = join(folder, 'preflight');
  const report = `${list}.preflight.xml`;
  writeFileSync(list, `${files.join('\n')}\n`);
  try {
    // It ends with an error where a file has faults; the report is there all the same.
    execFileSync(
      'java',
      ['-cp', PREFLIGHT_JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', 'xml', 'group', list],
      { stdio: 'ignore' },
    );
  } catch {
    // Read below.
  }
  const xml = readFileSync(report, 'utf8');
  rmSync(report);
  return new Map(
    [...xml.matchAll(/<preflight name="(.*?)">(.*?)<\/preflight>/gsu)].map(([, name = '', body = '']) => [
      name,
      body.includes('<isValid type="PDF/A1-b">true</isValid>') ? [] : faultsIn(body),
    ]),
  );
}

function faultsIn(report: string): readonly string[] {
  const faults = [...report.matchAll(/<code>(.*?)<\/code>\s*<details>(.*?)<\/details>/gsu)].map(
    ([, code, details]) => `${code}: ${details}`,
  );
  return faults.length > 0 ? [...new Set(faults)] : ['not valid, without a reason'];
}
