import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { validateResponse } from '../src/core/fhir/validate-response.js';
import { FhirpathRunner } from '../src/platform/fhirpath/fhirpath-runner.js';
import { answer, answering, assign } from './support/answering.js';
import type { TestApp } from './support/app.js';
import { call } from './support/operations.js';
import type { Sql } from './support/sql.js';
import { startTwoPractices, type TwoPractices } from './support/two-practices.js';
import type { World } from './support/world.js';

/** FHIR R4 over GraphQL: Questionnaires come in and go out, responses go out, and what forms work out is read. */

let practices: TwoPractices;
let app: TestApp;
let owner: Sql;
let here: World;
let there: World;

beforeAll(async () => {
  practices = await startTwoPractices();
  ({ app, owner, here, there } = practices);
});
afterAll(() => practices?.stop());

const HL7 = 'http://hl7.org/fhir/StructureDefinition';
const CALCULATED = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';

interface Part {
  readonly linkId: string;
  readonly [name: string]: unknown;
}
const often = (linkId: string, text: string): Part => ({
  linkId,
  type: 'choice',
  text,
  required: true,
  answerOption: ['never', 'some days', 'every day'].map((display, weight) => ({
    extension: [{ url: `${HL7}/ordinalValue`, valueDecimal: weight }],
    valueCoding: { system: 'http://example.org/often', code: `o${weight}`, display },
  })),
});
const calculated = (linkId: string, expression: string, more: object = {}): Part => ({
  linkId,
  type: 'integer',
  text: `Works out ${linkId}`,
  readOnly: true,
  extension: [{ url: CALCULATED, valueExpression: { language: 'text/fhirpath', expression } }],
  ...more,
});
const form = (item: readonly Part[], more: object = {}): string =>
  JSON.stringify({ resourceType: 'Questionnaire', status: 'active', version: '1', item, ...more });
/** An invented instrument under a name that no other test gives its own. */
const scored = (name = `Calm${randomUUID().slice(0, 8)}`): string =>
  form(
    [
      {
        linkId: '/q',
        type: 'group',
        text: 'This week',
        item: [often('1', 'I was calm'), often('2', 'I slept')],
      },
      calculated('sum', '%chosen.ordinal().sum()'),
      {
        ...calculated('hidden', '%chosen.count()'),
        extension: [
          { url: `${HL7}/questionnaire-hidden`, valueBoolean: true },
          { url: CALCULATED, valueExpression: { language: 'text/fhirpath', expression: '%chosen.count()' } },
        ],
      },
      calculated('closed', '1', { enableWhen: [{ question: '1', operator: '=', answerCoding: codeOf(0) }] }),
      calculated('unfit', "'a' + 1"),
      {
        ...calculated('cql', ''),
        extension: [{ url: CALCULATED, valueExpression: { language: 'text/cql', expression: '1' } }],
      },
    ],
    {
      url: `http://example.org/Questionnaire/${name}`,
      name,
      title: 'Calm (invented)',
      copyright: 'Nobody',
      extension: [
        {
          url: `${HL7}/variable`,
          valueExpression: {
            name: 'chosen',
            language: 'text/fhirpath',
            expression: '%resource.descendants().where($this is Coding)',
          },
        },
      ],
    },
  );
function codeOf(weight: number): object {
  return { system: 'http://example.org/often', code: `o${weight}` };
}

interface Imported {
  readonly __typename: string;
  readonly message: string;
  readonly worksheet: {
    id: string;
    hash: string;
    origin: string;
    source: string;
    sections: { id: string; items: { id: string; type: string; options: { value: string }[] | null }[] }[];
  };
  readonly losses: { linkId: string; what: string; why: string; kept: boolean }[];
  readonly problems: { where: string; message: string }[];
}
const IMPORT = `mutation($input: ImportQuestionnaireInput!) { importQuestionnaire(input: $input) { __typename
  ... on ImportedQuestionnaire { worksheet { id hash origin source sections { id items { id type options { value } } } }
    losses { linkId what why kept } problems { where message } }
  ... on QuestionnaireRefused { message problems { where message } } } }`;
const importing = async (
  { member }: Pick<World, 'member'>,
  questionnaire: string,
  idempotencyKey: string = randomUUID(),
): Promise<Imported> => {
  const made = await app.graphql<{ importQuestionnaire: Imported }>(member, IMPORT, {
    input: { questionnaire, idempotencyKey },
  });
  return made.data.importQuestionnaire;
};

const EXPORT = {
  document: `query($id: ID!) { exportQuestionnaire(hash: $id) { __typename
    ... on ExportedQuestionnaire { json fileName } ... on NotFound { message } } }`,
};
const EXPORT_RESPONSE = {
  document: `query($id: ID!) { exportQuestionnaireResponse(submissionId: $id) { __typename
    ... on ExportedQuestionnaireResponse { json questionnaire } ... on NotFound { message } } }`,
};
const exporting = async ({ member }: World, hash: string): Promise<string> => {
  const { text } = await call(app, member, EXPORT, hash);
  return (JSON.parse(text) as { data: { exportQuestionnaire: { json: string } } }).data.exportQuestionnaire
    .json;
};
const exportingResponse = async (
  { member }: World,
  id: string,
): Promise<{ json: string; questionnaire: string }> => {
  const { text } = await call(app, member, EXPORT_RESPONSE, id);
  const answered = JSON.parse(text) as {
    data: { exportQuestionnaireResponse: { json: string; questionnaire: string } };
  };
  return answered.data.exportQuestionnaireResponse;
};

describe('importing a Questionnaire', () => {
  test('gives a worksheet of the practice’s own, as it is, with what it cannot say', async () => {
    const text = scored();
    const { worksheet, losses, problems } = await importing(here, text);
    expect(worksheet).toMatchObject({
      origin: 'PRACTICE',
      source: text,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(worksheet.sections.flatMap(({ items }) => items.map(({ type }) => type))).toEqual([
      ...Array.from({ length: 2 }, () => 'choice'),
      ...Array.from({ length: 5 }, () => 'computed'),
    ]);
    expect(losses).toContainEqual({ linkId: '', what: 'copyright', why: expect.any(String), kept: true });
    expect(problems).toEqual([{ where: '', message: expect.stringContaining('source') }]);
  });

  test('of the same content is the same version, also with its key', async () => {
    const [text, key] = [scored(), randomUUID()];
    const first = await importing(here, text, key);
    expect(await importing(here, text, key)).toEqual(first);
    const spread = JSON.stringify(JSON.parse(text), null, 2);
    expect(await importing(here, spread)).toEqual(first);
    const kept = 'SELECT FROM mendwork.practice_worksheet WHERE hash = $1 AND practice_id = $2';
    expect(await owner.count(kept, [first.worksheet.hash, here.practiceId])).toBe(1);
    expect(await owner.count(kept, [first.worksheet.hash, there.practiceId])).toBe(0);
  });

  test('an older content again says that a newer version stands', async () => {
    const text = scored();
    const newer = text.replace('"version":"1"', '"version":"2"');
    await importing(here, text);
    expect((await importing(here, newer)).problems[0]?.message).not.toContain('newer version');
    expect((await importing(here, text)).problems[0]?.message).toContain('newer version');
  });

  const flagged = {
    url: 'https://mendwork.org/fhir/StructureDefinition/flag',
    valueString: '{"code":"NO-SUCH","level":"note","when":{"op":"answered"}}',
  };
  const waiting = (linkId: string, question: string): Part => ({
    linkId,
    type: 'string',
    text: linkId,
    enableWhen: [{ question, operator: 'exists', answerBoolean: true }],
  });
  const line = (text: string): Part => ({ linkId: 'a', type: 'string', text });

  test.each([
    ['a text that is no JSON', '{"resourceType": "Questionnaire"', '', 'no JSON'],
    ['an empty text', '', '', 'no JSON'],
    ['another resource', '{"resourceType":"Patient"}', 'resourceType', ''],
    ['a list', '[]', '', ''],
    ['one without items', '{"resourceType":"Questionnaire","status":"active"}', '', 'no items'],
    ['an id that is there twice', form([line('A'), line('B')]), 'a', 'Several'],
    ['a circle of conditions', form([waiting('a', 'b'), waiting('b', 'a')]), 'a', 'circle'],
    ['one that is too deep', '['.repeat(50_000) + ']'.repeat(50_000), '', 'deep'],
    ['the character that no database keeps', form([line('A\u0000')]), '', 'cannot be kept'],
    ['half of a character', form([line('A\ud800')]), '', 'cannot be kept'],
    ['a flag that nobody knows', form([{ ...line('A'), extension: [flagged] }]), 'a', 'NO-SUCH'],
  ])('refuses %s and says where', async (_what, text, where, said) => {
    const kept = (): Promise<number> => owner.count('SELECT FROM mendwork.practice_worksheet');
    const before = await kept();
    const { __typename, problems } = await importing(here, text);
    expect(__typename).toBe('QuestionnaireRefused');
    expect(problems[0]).toEqual({ where, message: expect.stringContaining(said) });
    expect(await kept()).toBe(before);
  });

  test('takes what only looks like a character that cannot be kept', async () => {
    expect((await importing(here, form([line('Write \\u0000 for it. 🙂')]))).__typename).toBe(
      'ImportedQuestionnaire',
    );
  });
});

describe('exporting a Questionnaire', () => {
  test('and importing it again gives a shipped worksheet’s own version', async () => {
    for (const { hash, worksheet } of app.worksheets.worksheets) {
      const made = await importing(there, await exporting(there, hash));
      expect([worksheet.id, made.worksheet.hash, made.losses]).toEqual([worksheet.id, hash, []]);
    }
  });

  test('gives an imported one back as it came', async () => {
    const text = scored();
    const { worksheet } = await importing(here, text);
    expect(JSON.parse(await exporting(here, worksheet.hash))).toEqual(JSON.parse(text));
  });

  test('of another practice is as little there as one that nobody has, byte for byte', async () => {
    const { worksheet } = await importing(here, scored());
    const nothing = await call(app, there.member, EXPORT, 'f'.repeat(64));
    expect(nothing.text).toContain('"NotFound"');
    expect(await call(app, there.member, EXPORT, worksheet.hash)).toEqual(nothing);
  });
});

describe('what was handed in', () => {
  const COMPUTED = '{ submission(id: "ID") { ... on Submission { computed { item text values failed } } } }';
  const computedOf = async (submissionId: string): Promise<object[]> => {
    const read = await app.graphql<{ submission: { computed: object[] } }>(
      here.member,
      COMPUTED.replace('ID', submissionId),
    );
    return read.data.submission.computed;
  };
  let submissionId: string;
  let hash: string;
  beforeAll(async () => {
    const { worksheet } = await importing(here, scored());
    hash = worksheet.hash;
    const [first, second] = worksheet.sections.flatMap(({ items }) => items);
    const chosen = (item: typeof first, index: number): object =>
      answering(item?.id ?? '', item?.options?.[index]?.value);
    const asked = { clientId: here.a.clientId, worksheetId: worksheet.id };
    submissionId = await answer(app, here.member, here.a.signedIn, asked, [
      chosen(first, 1),
      chosen(second, 2),
    ]);
  });

  test('says what the form works out, and why it does not', async () => {
    expect(await computedOf(submissionId)).toEqual([
      { item: expect.any(String), text: 'Works out sum', values: ['3'], failed: null },
      { item: expect.any(String), text: 'Works out hidden', values: ['2'], failed: null },
      { item: expect.any(String), text: 'Works out unfit', values: [], failed: 'error' },
      { item: expect.any(String), text: 'Works out cql', values: [], failed: 'refused' },
    ]);
  });

  test('computes nothing where there is nothing to compute', async () => {
    const evaluate = jest.spyOn(app.app.get(FhirpathRunner), 'evaluate');
    expect(await computedOf(here.a.submissionId)).toEqual([]);
    expect(evaluate).not.toHaveBeenCalled();
    await computedOf(submissionId);
    expect(evaluate).toHaveBeenCalledTimes(1);
    evaluate.mockRestore();
  });

  test('gives up on what takes too long, and says so', async () => {
    const evaluate = jest.spyOn(app.app.get(FhirpathRunner), 'evaluate');
    evaluate.mockReturnValue(new Promise(() => undefined));
    expect(await computedOf(submissionId)).toContainEqual(
      expect.objectContaining({ values: [], failed: 'timeout' }),
    );
    evaluate.mockRestore();
  }, 20_000);

  test('is exported as a valid response that names the client by code alone', async () => {
    const { json } = await exportingResponse(here, submissionId);
    const questionnaire: unknown = JSON.parse(await exporting(here, hash));
    expect(validateResponse(questionnaire, JSON.parse(json))).toEqual([]);
    expect(JSON.parse(json)).toMatchObject({
      resourceType: 'QuestionnaireResponse',
      id: submissionId,
      status: 'completed',
      questionnaire: expect.stringMatching(/^http:\/\/example\.org\/Questionnaire\/Calm.*\|1$/),
      subject: { type: 'Patient', identifier: { value: here.a.code } },
      item: [
        { linkId: '/q', item: [{ linkId: '1' }, { linkId: '2' }] },
        { linkId: 'sum', answer: [{ valueInteger: 3 }] },
        { linkId: 'hidden', answer: [{ valueInteger: 2 }] },
      ],
    });
    expect(json).not.toContain(here.a.name);
    expect(json).not.toContain(here.a.email);
  });

  test('in a worksheet that ships is valid against the Questionnaire that it comes with', async () => {
    const { json, questionnaire } = await exportingResponse(here, here.a.submissionId);
    expect(validateResponse(JSON.parse(questionnaire), JSON.parse(json))).toEqual([]);
    expect(json).toContain(here.a.submittedText);
  });

  test('of another practice is as little there as one that nobody has, byte for byte', async () => {
    const nothing = await call(app, there.member, EXPORT_RESPONSE, randomUUID());
    expect(nothing.text).toContain('"NotFound"');
    expect(await call(app, there.member, EXPORT_RESPONSE, submissionId)).toEqual(nothing);
  });

  test('says to clients nothing of what was worked out', async () => {
    const evaluate = jest.spyOn(app.app.get(FhirpathRunner), 'evaluate');
    const { worksheet } = await importing(here, scored());
    const [item] = worksheet.sections.flatMap(({ items }) => items);
    const asked = { clientId: here.b.clientId, worksheetId: worksheet.id };
    const { id: assignmentId } = await assign(app, here.member, asked);
    const patches = worksheet.sections
      .flatMap(({ items }) => items)
      .filter(({ type }) => type === 'choice')
      .map(({ id }) => answering(id, item?.options?.[0]?.value));
    await app.graphql(
      here.b.signedIn,
      'mutation($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
      { input: { assignmentId, revision: 0, patches } },
    );
    const handedIn = await app.graphql(
      here.b.signedIn,
      'mutation($input: SubmitInput!) { submit(input: $input) { ... on Submission { computed { item } } } }',
      { input: { assignmentId, revision: 1, idempotencyKey: randomUUID() } },
    );
    expect(handedIn.data).toEqual({ submit: { computed: [] } });
    expect(evaluate).not.toHaveBeenCalled();
    evaluate.mockRestore();
  });
});
