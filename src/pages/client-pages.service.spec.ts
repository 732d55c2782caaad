import 'reflect-metadata';
import { beforeEach, expect, test } from '@jest/globals';
import { everyType } from '../../test/fixtures/every-type.js';
import { finerPoints } from '../../test/fixtures/finer-points.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import type { SaveDraftInput, SaveDraftResult } from '../responses/response.types.js';
import type { ResponsesService } from '../responses/responses.service.js';
import type { OwnCopyService } from '../summaries/worksheet/own-copy.service.js';
import type { Fields } from '../web/client/control.js';
import type { PartPage } from '../web/client/model.js';
import { ClientPagesService } from './client-pages.service.js';

/** Pages that come again with words that are not in the draft: a script that takes over must know which those are. */

let worksheet: Worksheet;
let draft: { answers: Answers; revision: number };
let sent: SaveDraftInput[];
let saved: SaveDraftResult;

const responses = {
  form: async () => ({
    __typename: 'AssignmentForm',
    assignment: { id: 'a1', state: 'opened' },
    worksheet,
    draft,
  }),
  saveDraft: async (input: SaveDraftInput) => {
    sent.push(input);
    return saved;
  },
} as unknown as ResponsesService;
const service = new ClientPagesService(responses, {} as OwnCopyService);
const post = async (fields: Fields): Promise<{ page: PartPage; status: number }> => {
  const shown = await service.fillIn('a1', 1, fields);
  if (!('page' in shown) || shown.page.kind !== 'part') throw new Error('no part came');
  return { page: shown.page, status: shown.status };
};

beforeEach(() => {
  worksheet = everyType;
  draft = { answers: {}, revision: 4 };
  sent = [];
});

test('an older form: the draft as it stands, apart from it what was typed', async () => {
  draft = { answers: { line: { value: 'there' } }, revision: 4 };
  expect(await post({ revision: '3', line: 'here', go: 'next' })).toMatchObject({
    status: 409,
    page: {
      revision: 4,
      answers: draft.answers,
      unsaved: [{ item: 'line', answer: { value: 'here' } }],
      others: { line: 'there' },
    },
  });
  expect(sent).toEqual([]);
});

test('one of two versions chosen: what was saved is in the draft, and the other question still waits', async () => {
  draft = { answers: { line: { value: 'there' }, page: { value: 'there' } }, revision: 4 };
  saved = { __typename: 'DraftSaved', revision: 5, savedAt: new Date() };
  const posted = { revision: '4', _two: ['line', 'page'], line: 'here', page: 'here', go: 'mine:line' };
  expect(await post(posted)).toMatchObject({
    status: 409,
    page: {
      revision: 5,
      answers: { line: { value: 'here' }, page: { value: 'there' } },
      unsaved: [{ item: 'page', answer: { value: 'here' } }],
      others: { page: 'there' },
    },
  });
  expect(sent).toMatchObject([{ patches: [{ item: 'line', answer: { value: 'here' } }] }]);
});

test('an option that closes: nothing is saved, and the page knows it', async () => {
  worksheet = finerPoints;
  expect(await post({ revision: '4', private: 'not_now', go: 'stay' })).toMatchObject({
    status: 200,
    page: { answers: {}, unsaved: [{ item: 'private', answer: { value: 'not_now' } }] },
  });
});

test('what saving would not take is shown again whole, wherever the client was going', async () => {
  const problem = { item: 'line', code: 'too_long', message: 'Too long.' } as const;
  saved = { __typename: 'InvalidAnswers', message: '', problems: [problem] };
  for (const go of ['next', 'stay']) {
    expect(await post({ revision: '4', line: 'here', go })).toMatchObject({
      status: 422,
      page: { answers: {}, unsaved: [{ item: 'line', answer: { value: 'here' } }], problems: [problem] },
    });
  }
});
