import { createHmac } from 'node:crypto';
import { currentActor } from '../access/actor.js';
import { newRowId } from '../web/client/actions.js';
import { type Fields, valuesOf } from '../web/client/control.js';

const BYTES = 10;

/**
 * The id of the row that a posted form adds. It follows from the session, the form's revision and the button that was
 * pressed: a form that comes twice, as when its page is loaded again, adds one row, and two devices add two.
 */
export function postedRowId(assignmentId: string, fields: Fields): string {
  const actor = currentActor();
  const session = actor?.kind === 'client' ? actor.sessionHash : '';
  const form = [assignmentId, valuesOf(fields, 'revision')[0], valuesOf(fields, 'go')[0]];
  const digest = createHmac('sha256', session).update(form.join(' ')).digest();
  return newRowId(digest.subarray(0, BYTES));
}
