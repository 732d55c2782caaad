import type { Environment } from '../platform/config/environment.js';
import { qrText } from '../platform/qr.js';
import type { Demonstration } from './demonstration.js';
import { CLIENT_EMAIL } from './history.js';

/** What `npm start` prints once the server serves. */
export function banner(environment: Environment, demonstration: Demonstration | undefined): string {
  const { publicUrl } = environment;
  const lines = ['Mendwork is ready.', ''];
  if (demonstration)
    lines.push(
      ...clinicianLines(publicUrl, demonstration),
      '',
      ...graphqlLines(publicUrl, demonstration),
      '',
      ...clientLines(environment, demonstration),
      '',
      ...warnings(environment),
      '',
    );
  else lines.push(`  Address     ${publicUrl}`, '');
  lines.push('  Stop        Ctrl+C. What was written stays in ' + environment.dataFolder + '.', '');
  return lines.join('\n');
}

function clinicianLines(publicUrl: string, { ids, logIn }: Demonstration): string[] {
  return [
    `  Clinician   ${publicUrl}/console/p/${ids.practiceId}`,
    `              E-mail    ${logIn.email}`,
    `              Password  ${logIn.password}`,
    '              Code      from an authenticator app that has scanned this:',
    '',
    ...qrText(logIn.totpUri)
      .split('\n')
      .map((line) => '              ' + line),
    '',
    `              or by hand: ${logIn.totpSecret} (by time, 6 digits, 30 seconds)`,
  ];
}

function graphqlLines(publicUrl: string, { ids, sessionId, token }: Demonstration): string[] {
  const fragment = new URLSearchParams({ token, client: ids.clientId, session: sessionId }).toString();
  return [
    '  GraphQL     GraphiQL, signed in for a day, with six ready queries:',
    `              ${publicUrl}/graphiql#${fragment}`,
    `              Other programs: ${publicUrl}/graphql, with this header:`,
    `              authorization: Bearer ${token}`,
  ];
}

function clientLines({ publicUrl, smtp }: Environment, { ids, link, samplePdf }: Demonstration): string[] {
  return [
    '  Client      Good once, for 12 hours. Open it in a private window:',
    `              ${link.url}`,
    `              Where scripts do not run, the code is ${link.code}.`,
    '              Another link: npx mendwork demo link, in a second terminal with the same settings',
    `              Or by e-mail: ${publicUrl}/me/p/${ids.practiceId}`,
    `              as ${CLIENT_EMAIL}${smtp ? '' : `; the message comes to ${publicUrl}/outbox`}`,
    '',
    '  Sample PDF  ' + samplePdf,
  ];
}

/** What is only good for trying, and what takes its place. */
function warnings({ publicUrl, dataFolder }: Environment): string[] {
  const plain = publicUrl.startsWith('http:') ? ['Cookies go without Secure, since this is plain http.'] : [];
  return [
    '  This is a demonstration with invented people. Do not write about real ones here. Its log-ins stand above, on',
    `  this screen, and in ${dataFolder}.`,
    ...plain.map((line) => `  ${line}`),
    '  Before real use: an empty MENDWORK_DATA and a database of its own, NODE_ENV=production, an https PUBLIC_URL behind',
    '  a proxy that speaks TLS (BEHIND_TLS_PROXY=yes), crisis lines (CRISIS_LOCALE), a mail server (SMTP_URL, MAIL_FROM),',
    '  and your own practice. README.md, “For real use”, says how.',
  ];
}
