import type { Answers, Patch, Problem } from '../../core/worksheet/answers.js';
import { isRecord } from '../../core/worksheet/reading.js';
import type { SaveResult, Send } from './autosave.js';
import { pageHeader } from './live/frame.js';
import { SAVE_DRAFT, SUBMIT } from './documents.js';

/** The mutation's result by its type name, or why there is none. */
type Reply =
  | {
      readonly kind: 'result';
      readonly result: Readonly<Record<string, unknown>> & { readonly __typename: string };
    }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'unreachable' };

/** What became of handing in. */
export type SubmitResult =
  | Exclude<SaveResult, { kind: 'saved' | 'gone' }>
  | { readonly kind: 'submitted' }
  | { readonly kind: 'gone' };

/** Longer than this, and the network counts as gone. */
const PATIENCE_MS = 15_000;
/** Browsers carry about 64 KB past the end of a page; what is larger goes the ordinary way. */
const MOST_KEPT_ALIVE = 30_000;

/** Saves the drafts of one assignment at the GraphQL address. */
export function saverAt(address: string, assignmentId: string): Send {
  return async (revision, patches) => {
    const reply = await ask(address, SAVE_DRAFT, { assignmentId, revision, patches: patches.map(asInput) });
    if (reply.kind !== 'result') return reply;
    const { result } = reply;
    if (result.__typename === 'DraftSaved') return { kind: 'saved', revision: Number(result.revision) };
    return failureIn(result);
  };
}

/** Hands the worksheet in. Safe to try again with the same key. */
export async function submitAt(
  address: string,
  input: { readonly assignmentId: string; readonly revision: number; readonly idempotencyKey: string },
): Promise<SubmitResult> {
  const reply = await ask(address, SUBMIT, input);
  if (reply.kind !== 'result') return reply;
  const { result } = reply;
  const done = result.__typename === 'Submission' || result.__typename === 'AlreadySubmitted';
  return done ? { kind: 'submitted' } : failureIn(result);
}

function failureIn(result: Readonly<Record<string, unknown>>): Exclude<SaveResult, { kind: 'saved' }> {
  switch (result.__typename) {
    case 'StaleRevision':
      return { kind: 'stale', revision: Number(result.revision), answers: result.answers as Answers };
    case 'InvalidAnswers':
      return { kind: 'invalid', problems: result.problems as readonly Problem[] };
    case 'NotFound':
    case 'AlreadySubmitted':
      return { kind: 'gone' };
    default:
      return { kind: 'unreachable' };
  }
}

/** GraphQL's input type names every field that any patch may have. */
function asInput(patch: Patch): Readonly<Record<string, unknown>> {
  return { ...patch };
}

async function ask(address: string, query: string, input: Readonly<Record<string, unknown>>): Promise<Reply> {
  const body = JSON.stringify({ query, variables: { input } });
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'apollo-require-preflight': '1', ...pageHeader() },
      body,
      keepalive: body.length < MOST_KEPT_ALIVE,
      signal: patience.signal,
    });
    if (response.status === 401) return { kind: 'signed_out' };
    return replyIn(await response.json());
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}

function replyIn(json: unknown): Reply {
  const errors = isRecord(json) && Array.isArray(json.errors) ? (json.errors as readonly unknown[]) : [];
  // A member's session may stand behind the client's that is over, and may do none of this.
  if (errors.some((error) => /^(UNAUTH|FORBID)/.test(String(codeOf(error))))) return { kind: 'signed_out' };
  const data = isRecord(json) && isRecord(json.data) ? Object.values(json.data)[0] : undefined;
  if (!isRecord(data) || typeof data.__typename !== 'string') return { kind: 'unreachable' };
  return { kind: 'result', result: { ...data, __typename: data.__typename } };
}

function codeOf(error: unknown): unknown {
  return isRecord(error) && isRecord(error.extensions) ? error.extensions.code : undefined;
}
