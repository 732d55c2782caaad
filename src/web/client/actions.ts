import type { Patch } from '../../core/worksheet/answers.js';
import type { Place } from '../../core/worksheet/validation.js';
import { type Fields, valuesOf } from './control.js';
import { controlName, placeOf } from './names.js';

const MOVES = ['next', 'back', 'later', 'review', 'stay'] as const;
const ON_PLACES = ['add', 'remove', 'open', 'close', 'skip', 'unskip', 'clear', 'mine', 'theirs'] as const;

/** What a button named `go` asks for: to move, or to do something with one question or row. */
export type Action =
  | { readonly kind: (typeof MOVES)[number] }
  | { readonly kind: (typeof ON_PLACES)[number]; readonly place: Place };

/** Reads a button's value, such as `next` or `remove:members/k3v9`; anything else is `stay`. */
export function readAction(value: string | undefined): Action {
  const [word = '', name] = (value ?? '').split(':');
  const move = MOVES.find((kind) => kind === word);
  if (move !== undefined) return { kind: move };
  const kind = ON_PLACES.find((known) => known === word);
  return kind !== undefined && name ? { kind, place: placeOf(name) } : { kind: 'stay' };
}

/** The action of a posted form. */
export function actionOf(fields: Fields): Action {
  return readAction(valuesOf(fields, 'go')[0]);
}

/** The value of a button that does something with one place. */
export function goValue(kind: (typeof ON_PLACES)[number], place: Place): string {
  return `${kind}:${controlName(place)}`;
}

/** What the action itself writes. `newRow` is the id that an added row gets. */
export function patchesOfAction(action: Action, newRow: string): readonly Patch[] {
  if (!('place' in action)) return [];
  const { item, row, field } = action.place;
  switch (action.kind) {
    case 'add':
      return [{ item, row: newRow }];
    case 'remove':
      return row === undefined ? [] : [{ item, row, remove: true }];
    case 'skip':
      return [{ item, answer: { skipped: true } }];
    case 'unskip':
      return [{ item, answer: null }];
    case 'clear':
      return row !== undefined && field !== undefined
        ? [{ item, row, field, answer: null }]
        : [{ item, answer: null }];
    case 'open':
    case 'close':
    case 'mine':
    case 'theirs':
      break;
  }
  return [];
}

/** Does the patch write where the action is about to write, so that the action has the last word? */
export function overruled(patch: Patch, action: Action): boolean {
  if (!('place' in action)) return false;
  const { item, row, field } = action.place;
  switch (action.kind) {
    case 'remove':
      return patch.item === item && 'row' in patch && patch.row === row;
    case 'skip':
    case 'unskip':
      return patch.item === item;
    case 'clear':
    case 'theirs':
      return (
        patch.item === item &&
        ('row' in patch ? patch.row : undefined) === row &&
        ('field' in patch ? patch.field : undefined) === field
      );
    case 'add':
    case 'open':
    case 'close':
    case 'mine':
      break;
  }
  return false;
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A row id: ten letters and digits, of chance unless `bytes` say which, so that two devices do not choose alike. */
export function newRowId(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(10))): string {
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');
}
