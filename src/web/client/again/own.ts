import { isRecord } from '../../../core/worksheet/reading.js';
import { pageHeader } from '../live/frame.js';

/** The ids of what was given to whoever is signed in. A test holds it against `schema.graphql`. */
export const MY_ASSIGNMENT_IDS = '{ myAssignments { id } }';

/**
 * Asks whether the worksheet on the page belongs to whoever is signed in now: on a shared device that may be somebody
 * else than a moment ago, who must see nothing of it. Gives undefined where there was no answer.
 */
export function ownsAt(address: string, assignmentId: string): () => Promise<boolean | undefined> {
  return async () => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', 'apollo-require-preflight': '1', ...pageHeader() },
        body: JSON.stringify({ query: MY_ASSIGNMENT_IDS }),
      });
      return idsIn(await response.json())?.includes(assignmentId);
    } catch {
      return undefined;
    }
  };
}

function idsIn(json: unknown): readonly unknown[] | undefined {
  const given = isRecord(json) && isRecord(json.data) ? json.data.myAssignments : undefined;
  if (!Array.isArray(given)) return undefined;
  return given.map((assignment: unknown) => isRecord(assignment) && assignment.id);
}
