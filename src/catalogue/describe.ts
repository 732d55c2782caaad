import { currentActor } from '../access/actor.js';
import { clientView } from '../core/worksheet/client-view.js';
import type { WorksheetType, WorksheetVersion } from './catalogue.types.js';

/** A worksheet version as GraphQL shows it to the caller: what is meant for therapists reaches no client. */
export function describeWorksheet(version: WorksheetVersion): WorksheetType & { __typename: 'Worksheet' } {
  const forMember = currentActor()?.kind === 'member';
  const worksheet = forMember ? version.worksheet : clientView(version.worksheet);
  const { id, title, fills, when, minutes, intro, contentNote, therapistNotes, sections } = worksheet;
  return {
    __typename: 'Worksheet',
    id,
    title,
    fills,
    when,
    minutes,
    intro,
    hash: version.hash,
    version: worksheet.version,
    contentNote: contentNote ?? null,
    therapistNotes: forMember ? therapistNotes : null,
    sections: sections as unknown as WorksheetType['sections'],
  };
}
