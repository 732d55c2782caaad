import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';

/** A small worksheet of a practice's own, as an author would write it; `changes` take the place of its keys. */
export function ownWorksheet(changes: object = {}): string {
  return JSON.stringify({
    id: 'own-sheet',
    version: '1',
    title: 'Our own sheet',
    fills: 'Each partner, alone',
    when: 'Whenever it helps.',
    minutes: 3,
    share: 'P',
    riskBlock: true,
    intro: 'A few short lines.',
    citations: [],
    therapistNotes: { debrief: 'Read it together.', contraindications: 'None.' },
    sections: [
      {
        id: 'lines',
        title: 'Lines',
        items: [
          { id: 'line.good', type: 'long', text: 'What was good this week?' },
          { id: 'line.hard', type: 'long', text: 'What was hard this week?' },
        ],
      },
    ],
    ...changes,
  });
}

/** What `publishWorksheet` answers, as far as the tests look. */
export interface Published {
  readonly __typename: string;
  readonly worksheet: { id: string; hash: string; origin: string; version: string };
  readonly problems: { line: number; column: number; path: string; severity: string; message: string }[];
}

/** Publishes a worksheet's text as a member. */
export async function publish(
  app: TestApp,
  member: Record<string, string>,
  source: string,
  idempotencyKey: string = randomUUID(),
): Promise<Published> {
  const made = await app.graphql<{ publishWorksheet: Published }>(
    member,
    `mutation($input: PublishWorksheetInput!) { publishWorksheet(input: $input) { __typename
      ... on PublishedWorksheet { worksheet { id hash origin version } problems { line column path severity message } }
      ... on LintReport { problems { line column path severity message } } } }`,
    { input: { source, idempotencyKey } },
  );
  return made.data.publishWorksheet;
}

/** Records who reads answers about risk, and which policy on secrets the practice has. */
export async function recordPolicies(app: TestApp, member: Record<string, string>): Promise<void> {
  await recordRiskProtocol(app, member);
  await app.graphql(
    member,
    'mutation($input: RecordSecretsPolicyInput!) { recordSecretsPolicy(input: $input) { __typename } }',
    { input: { policy: 'P2', idempotencyKey: randomUUID() } },
  );
}

/** Records who reads answers about risk: from then on worksheets ask about it. */
export async function recordRiskProtocol(
  app: TestApp,
  member: Record<string, string>,
  howSoon = 'within one working day',
  action = 'Calls by the safe channel.',
): Promise<void> {
  await app.graphql(
    member,
    'mutation($input: RecordRiskProtocolInput!) { recordRiskProtocol(input: $input) { __typename } }',
    {
      input: {
        readBy: 'The clinician on duty',
        howSoon,
        action,
        idempotencyKey: randomUUID(),
      },
    },
  );
}
