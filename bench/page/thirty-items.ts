/** One of the questions that every contender shows. */
export interface Asked {
  readonly id: string;
  readonly text: string;
  readonly type: 'text' | 'long' | 'choice' | 'multi' | 'scale' | 'number' | 'date';
  /** Of a choice, and of several. */
  readonly options?: readonly string[];
}

const TITLE = 'A week at home';
const HOW_OFTEN = ['Never', 'Once or twice', 'On most days', 'Every day', 'Not sure'];
const ENDS = { low: 'Not at all', high: 'Fully' };

const TEXTS: Readonly<Record<Asked['type'], readonly string[]>> = {
  text: [
    'Which day was the best one?',
    'Which day was the hardest one?',
    'Who else was at home?',
    'Where did you eat together?',
    'What did you do alone?',
    'What would you like to do next week?',
  ],
  long: [
    'What was good this week?',
    'What was hard this week?',
    'What helped you on the hardest day?',
    'What would you like your therapist to know?',
  ],
  choice: [
    'We ate together.',
    'We talked about the day.',
    'I slept well.',
    'I went outside.',
    'I felt alone.',
    'I told the truth when it was hard.',
    'I was told the truth.',
    'We laughed.',
  ],
  multi: [
    'What did you do to rest?',
    'What did you talk about?',
    'Who helped you?',
    'What would help next week?',
  ],
  scale: ['How calm were you?', 'How safe did you feel?', 'How heard did you feel?', 'How hopeful are you?'],
  number: ['How many evenings were you at home?', 'How many hours did you sleep last night?'],
  date: ['When did you last talk for longer than ten minutes?', 'When is your next quiet evening?'],
};
const SEVERAL = ['A walk', 'A book', 'A friend', 'Music', 'Something else'];

/** A week at home, in thirty items of every kind that all contenders have. */
export const THIRTY: readonly Asked[] = askedLike(TEXTS);

/** The part of a sheet of our own that has its items: one that every sheet gets comes first. */
export const OWN_PART = 2;

/**
 * A sheet of our own.
 * @param inAPart how many items stand in one part: all, unless told
 */
export function ourSheet(id: string, items: readonly Asked[], inAPart = items.length): string {
  const starts = items.map((_, index) => index).filter((index) => index % inAPart === 0);
  return JSON.stringify({
    id,
    version: '1',
    title: TITLE,
    fills: 'Each partner, alone',
    when: 'Once a week.',
    minutes: 10,
    share: 'P',
    riskBlock: false,
    intro: 'Some questions about your week.',
    citations: ['Invented'],
    therapistNotes: { debrief: 'Read it together.', contraindications: 'None.' },
    sections: starts.map((start, index) => ({
      id: `week${index}`,
      title: `${TITLE}, ${index + 1}`,
      items: items.slice(start, start + inAPart).map(ourItem),
    })),
  });
}

/** As many items as asked for, the thirty over and over. */
export function manyItems(count: number): readonly Asked[] {
  const rounds = Array.from({ length: Math.ceil(count / THIRTY.length) }, (_, round) =>
    THIRTY.map((asked) => ({ ...asked, id: `${asked.id}.${round}` })),
  );
  return rounds.flat().slice(0, count);
}

/** The same for SurveyJS, on one page. */
export function surveyModel(items: readonly Asked[]): object {
  return { title: TITLE, elements: items.map(surveyItem) };
}

/** The same as a Questionnaire of FHIR R4. */
export function questionnaire(items: readonly Asked[]): object {
  return {
    resourceType: 'Questionnaire',
    id: 'week',
    url: 'https://mendwork.example/Questionnaire/week',
    status: 'active',
    title: TITLE,
    item: items.map(questionnaireItem),
  };
}

function askedLike(texts: typeof TEXTS): readonly Asked[] {
  const options: Partial<Record<Asked['type'], readonly string[]>> = { choice: HOW_OFTEN, multi: SEVERAL };
  return (Object.keys(texts) as Asked['type'][]).flatMap((type) =>
    texts[type].map((text, index) => ({
      id: `${type}${index + 1}`,
      text,
      type,
      ...(options[type] && { options: options[type] }),
    })),
  );
}

function ourItem({ id, text, type, options }: Asked): object {
  return {
    id,
    type,
    text,
    ...(options && { options: options.map((label, index) => ({ value: `o${index}`, label })) }),
    ...(type === 'scale' && { scale: ENDS }),
  };
}

function surveyItem({ id, text, type, options }: Asked): object {
  const kind = {
    text: { type: 'text' },
    long: { type: 'comment' },
    choice: { type: 'radiogroup' },
    multi: { type: 'checkbox' },
    scale: {
      type: 'rating',
      rateMin: 0,
      rateMax: 10,
      minRateDescription: ENDS.low,
      maxRateDescription: ENDS.high,
    },
    number: { type: 'text', inputType: 'number' },
    date: { type: 'text', inputType: 'date' },
  }[type];
  const choices = options?.map((label, index) => ({ value: `o${index}`, text: label }));
  return { ...kind, name: id, title: text, ...(choices && { choices }) };
}

function questionnaireItem({ id, text, type, options }: Asked): object {
  const kind = {
    text: { type: 'string' },
    long: { type: 'text' },
    choice: { type: 'choice', extension: [control('radio-button')] },
    multi: { type: 'choice', repeats: true, extension: [control('check-box')] },
    scale: { type: 'choice', extension: [control('radio-button')] },
    number: { type: 'decimal' },
    date: { type: 'date' },
  }[type];
  const labels = type === 'scale' ? Array.from({ length: 11 }, (_, step) => scaleLabel(step)) : options;
  const answerOption = labels?.map((display, index) => ({
    valueCoding: { system: 'https://mendwork.example/options', code: `o${index}`, display },
  }));
  return { linkId: id, text, ...kind, ...(answerOption && { answerOption }) };
}

function scaleLabel(step: number): string {
  return { 0: `0 ${ENDS.low}`, 10: `10 ${ENDS.high}` }[step] ?? String(step);
}

function control(code: string): object {
  return {
    url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',
    valueCodeableConcept: {
      coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code }],
    },
  };
}
