import type { Kind } from './matrix-cast.js';
import type { Probed } from './matrix-documents.js';
import type { RawAnswer } from './operations.js';
import type { World } from './world.js';

/** What slots name, what almost names something, and what came back. */

/** An operation with its slot, in words. */
export const titleOf = ({ field, slot }: Probed): string => `${field}(${slot?.path ?? ''})`;

/** Of what kind a name is that stands in a slot. */
export function kindOf({ field, slot }: Pick<Probed, 'field' | 'slot'>): Kind | 'cursor' | undefined {
  const name = slot?.path.split('.').at(-1) ?? '';
  const kinds: Readonly<Record<string, Kind | 'cursor'>> = {
    after: 'cursor',
    assignmentId: 'assignment',
    client: 'person',
    clientId: 'client',
    clinicianId: 'member',
    coupleId: 'couple',
    email: 'email',
    from: 'hash',
    hash: 'hash',
    memberId: 'member',
    proposalId: 'proposal',
    sessionId: 'session',
    submissionId: 'submission',
    submissionIds: 'submission',
    to: 'hash',
  };
  const byField: Readonly<Record<string, Kind>> = {
    assignment: 'assignment',
    client: 'client',
    closeGlass: 'glass',
    submission: 'submission',
  };
  const kind = name === 'id' ? byField[field] : kinds[name];
  if (slot && kind === undefined) throw new Error(`Say of what kind ${field}(${slot.path}) is.`);
  return kind;
}

/** What Postgres cannot hold in a text. */
export const NUL = '\u0000';

/** Names that name nothing of this kind, and some that almost do. `of` is one of a stranger’s. */
export function oddIds({ practiceId, coupleId, a }: World, kind: Kind, of: string): string[] {
  const kinds = { practice: practiceId, couple: coupleId, client: a.clientId, submission: a.submissionId };
  const others = Object.entries(kinds).flatMap(([other, id]) => (other === kind ? [] : [id]));
  const written = [of.toUpperCase(), of.replaceAll('-', ''), `${of} `, `{${of}}`];
  return [...others, ...written, '', ' ', 'x', NUL, '../..', 'é', '🙂', 'a'.repeat(1_000)];
}

/** The edges that an answer took, as far as something stood at their end. */
export function edgesIn(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) edgesIn(one, into);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { __typename: type, ...fields } = value as Record<string, unknown>;
  for (const [name, inner] of Object.entries(fields)) {
    const first = Array.isArray(inner) ? inner[0] : inner;
    if (typeof type === 'string' && typeof first === 'object' && first !== null) into.add(`${type}.${name}`);
    edgesIn(inner, into);
  }
}

/** Whether a document gives its caller what they asked for. */
export function hasData({ field }: Probed, { status, text }: RawAnswer): boolean {
  if (status !== 200) return false;
  const answer = JSON.parse(text) as { data: Record<string, unknown> | null; errors?: unknown };
  const value = answer.data?.[field] as { __typename?: string } | null | undefined;
  return answer.errors === undefined && value != null && value.__typename !== 'NotFound';
}
