import { currentActor } from '../access/actor.js';
import { clientView } from '../core/worksheet/client-view.js';
import type { Sum, Worksheet } from '../core/worksheet/definition.js';
import type { WorksheetVersion } from './catalogue.types.js';
import type { DescribedWorksheet, SumType, WorksheetType } from './worksheet.types.js';

type ForMembers = Pick<
  WorksheetType,
  | 'citations'
  | 'gate'
  | 'gateNote'
  | 'recurrence'
  | 'recurrenceNote'
  | 'riskBlock'
  | 'share'
  | 'shareNote'
  | 'sums'
  | 'therapistNotes'
  | 'titleNote'
>;

const NOT_FOR_CLIENTS: ForMembers = {
  citations: [],
  gate: null,
  gateNote: null,
  recurrence: null,
  recurrenceNote: null,
  riskBlock: null,
  share: null,
  shareNote: null,
  sums: [],
  therapistNotes: null,
  titleNote: null,
};

/** A worksheet version as GraphQL shows it to the caller: what is meant for therapists reaches no client. */
export function describeWorksheet(version: WorksheetVersion): DescribedWorksheet {
  const forMember = currentActor()?.kind === 'member';
  const worksheet = forMember ? version.worksheet : clientView(version.worksheet);
  const { id, title, fills, when, minutes, intro, sections } = worksheet;
  return {
    __typename: 'Worksheet',
    id,
    title,
    fills,
    when,
    minutes,
    intro,
    hash: version.hash,
    origin: version.practiceMade ? 'PRACTICE' : 'SHIPPED',
    version: worksheet.version,
    contentNote: worksheet.contentNote ?? null,
    closing: worksheet.closing ?? null,
    sections: sections as unknown as WorksheetType['sections'],
    ...(forMember ? forMembers(worksheet) : NOT_FOR_CLIENTS),
  };
}

function forMembers(worksheet: Worksheet): ForMembers {
  const { gate, gateNote, recurrence, recurrenceNote, shareNote, titleNote } = worksheet;
  return {
    citations: [...worksheet.citations],
    gate: gate ? [...gate] : null,
    gateNote: gateNote ?? null,
    recurrence: recurrence ? [...recurrence] : null,
    recurrenceNote: recurrenceNote ?? null,
    riskBlock: worksheet.riskBlock,
    share: worksheet.share,
    shareNote: shareNote ?? null,
    sums: (worksheet.sums ?? []).map(describeSum),
    therapistNotes: worksheet.therapistNotes,
    titleNote: titleNote ?? null,
  };
}

function describeSum({ map, items, values, ...sum }: Sum): SumType {
  return {
    ...sum,
    items: [...items],
    ...(values && { values: [...values] }),
    ...(map && { map: Object.entries(map).map(([value, number]) => ({ value, number })) }),
  };
}
