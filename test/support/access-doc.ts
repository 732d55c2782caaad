import { type GraphQLSchema } from 'graphql';
import { ROLES } from '../../src/access/actor.js';
import type { Party, Who } from '../../src/access/allow.js';
import { ruledFields, ruledOperations } from '../../src/access/schema-rules.js';

const PARTIES: readonly Party[] = [...ROLES, 'client'];
const HEAD = PARTIES.map((party) => party.replace('_', ' '));

const INTRODUCTION = `# Who may do and see what

Printed from \`src/access/rules.ts\` by \`npm run schema\`; a test fails when this page and the code differ. The server does
not start while an operation or a type has no rule, or while a rule names nothing in the schema.

- **✓** may; **–** is refused, with the code \`FORBIDDEN\` at the field; **∅** gets null, or an empty list, as if there were
  nothing.
- A member with several roles may what any of them may.
- “Client” is the person in care, signed in, about the client’s own things alone.
- What a rule lets through, row-level security narrows further. Another practice’s rows are there for nobody. Where the
  practice keeps files to those who treat (\`careTeamOnly\`), a clinician sees the clients whom they treat, or have broken
  the glass for. To a partner’s individual therapist the couple’s file and the other partner’s are closed. Admins, the
  front desk and auditors reach no clinical row at all. What is beyond somebody’s reach is answered like what does not
  exist.
- Every refusal is noted in the audit (\`access.refused\`): the operation’s or field’s name, never what was asked for.

Roles: a **clinician** treats; a **supervisor** answers for those who do; an **admin** has members, settings, policies and
worksheets; the **front desk** has names, contact and appointments; an **auditor** has the audit. A client’s link
signs in as the client: whoever makes one is noted.
`;

const OPERATIONS = `## Operations

“Token” is the scope that a program’s access token needs; with “none” no token will do, somebody has to sign in with a
browser. “Step-up” means that a browser must have shown a factor (password, code or passkey) within the last ten
minutes. A host’s own log-in has checked what the host asks for, so it needs no step-up. Exports can be made by a
token that reads, since programs are what exports are for; settings, policies, members and broken glass are for people.
Neither scope includes the other: a program that writes and reads the answer’s inner fields needs \`write\`, since what an
answer holds is judged by its fields’ own rules.
`;

const FIELDS = `## Fields of answers

Each type that an answer can hold. A rule is asked again at a field wherever somebody could come to it who has not been
asked as much on the way.
`;

/** The page `docs/access.md`, from the rules and the schema that they are for. */
export function printAccess(schema: GraphQLSchema): string {
  return [
    INTRODUCTION,
    OPERATIONS,
    table(['Operation', ...HEAD, 'Token', 'Step-up'], operationRows(schema)),
    FIELDS,
    table(['Type', 'Fields', ...HEAD], fieldRows(schema)),
  ].join('\n');
}

function operationRows(schema: GraphQLSchema): string[][] {
  return ruledOperations(schema).flatMap(({ name, rule }) => [
    [
      code(name),
      ...marks(rule.who),
      rule.who.every((party) => party === 'client') ? '' : rule.token,
      rule.stepUp ? 'yes' : '',
    ],
    ...Object.entries(rule.args).map(([arg, who]) => [`${code(name)} by \`${arg}\``, ...marks(who), '', '']),
  ]);
}

/** One row for the fields of a type that have one rule, in the order of the schema. */
function fieldRows(schema: GraphQLSchema): string[][] {
  const rows = new Map<string, { type: string; fields: string[]; marks: string[] }>();
  for (const { name, rule } of ruledFields(schema)) {
    const [type = '', field = ''] = name.split('.');
    const shown = marks(rule.who, rule.others === 'nothing' ? '∅' : '–');
    const key = [type, ...shown].join();
    const row = rows.get(key) ?? { type, fields: [], marks: shown };
    row.fields.push(field);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ type, fields, marks: shown }) => [
    code(type),
    fields.map(code).join(', '),
    ...shown,
  ]);
}

function marks(who: Who, others = '–'): string[] {
  return PARTIES.map((party) => (who.includes(party) ? '✓' : others));
}

function code(name: string): string {
  return `\`${name}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
