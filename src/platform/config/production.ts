import { existsSync } from 'node:fs';
import { LaunchError } from '../errors/launch-error.js';
import type { Environment } from './environment.js';

/** What of the surroundings decides whether real people may be written about here. */
export interface ProductionSurroundings {
  /** The file that the demonstration leaves in its data folder. */
  readonly demonstrationFile: string;
  /** The file of the chosen crisis lines; undefined: none was chosen. */
  readonly localeFile: string | undefined;
}

/**
 * Refuses to start for real use with what is only good for trying.
 * @throws LaunchError that names every reason, and what to do about each
 */
export function refuseUnsafeProduction(
  environment: Environment,
  { demonstrationFile, localeFile }: ProductionSurroundings,
): void {
  if (environment.mode !== 'production') return;
  const reasons: string[] = [];
  if (existsSync(demonstrationFile))
    reasons.push(
      `${environment.dataFolder} belongs to a demonstration, whose keys and log-ins were printed on a screen: name an empty folder in MENDWORK_DATA, and a database of its own`,
    );
  if (!environment.publicUrl.startsWith('https://'))
    reasons.push(
      'browsers would send answers in the clear: give the https address that they use in PUBLIC_URL',
    );
  if (!environment.behindTlsProxy)
    reasons.push(
      'this server speaks no TLS itself: put a proxy that does in front of it, and say so with BEHIND_TLS_PROXY=yes',
    );
  if (localeFile === undefined)
    reasons.push(
      'nobody has chosen whom clients call in a crisis: name a locale, such as CRISIS_LOCALE=en-US',
    );
  else if (!existsSync(localeFile))
    reasons.push(
      `there are no crisis lines for ${environment.crisisLocale}: write worksheets/locales/${environment.crisisLocale}.yaml, or name another locale in CRISIS_LOCALE`,
    );
  if (reasons.length > 0)
    throw new LaunchError(`Mendwork does not start in production, since ${reasons.join('; ')}.`);
}
