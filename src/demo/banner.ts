import type { Environment } from '../platform/config/environment.js';
import type { Demonstration } from './demonstration.js';

/** What `npm start` prints once the server serves. */
export function banner(environment: Environment, demonstration: Demonstration | undefined): string {
  const { publicUrl } = environment;
  const lines = ['Mendwork is ready.', ''];
  if (demonstration) lines.push(...demonstrationLines(publicUrl, demonstration), '');
  lines.push('  Stop        Ctrl+C. What was written stays in ' + environment.dataFolder + '.', '');
  return lines.join('\n');
}

function demonstrationLines(
  publicUrl: string,
  { ids, sessionId, token, link, samplePdf }: Demonstration,
): string[] {
  const fragment = new URLSearchParams({ token, client: ids.clientId, session: sessionId }).toString();
  return [
    '  Clinician   GraphiQL, signed in for 12 hours, with six ready queries:',
    `              ${publicUrl}/graphiql#${fragment}`,
    `              Other programs: ${publicUrl}/graphql, with that token in the header "authorization: Bearer …".`,
    '',
    '  Client      Good once, for 12 hours. Open it in a private window:',
    `              ${link.url}`,
    `              Where scripts do not run, the code is ${link.code}. Another link: npx mendwork demo link`,
    '',
    '  Sample PDF  ' + samplePdf,
    '',
    '  This is a demonstration with invented people. Do not write about real ones here.',
  ];
}
