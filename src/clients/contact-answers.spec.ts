import { describe, expect, test } from '@jest/globals';
import type { Answers } from '../core/worksheet/answers.js';
import { contactIn } from './contact-answers.js';
import { allowsMail, allowsNotices, type Contact } from './contact.js';

const NOTHING: Contact = { ways: [], number: null, times: null, words: null, seen: null, persons: [] };

describe('the contact in answers', () => {
  test('is all that start-here asks about it', () => {
    const answers: Answers = {
      'contact.ways': { value: ['email', 'letter'] },
      'contact.number': { value: ' 555 0100 ' },
      'contact.times': { value: 'Mondays' },
      'contact.words': { value: 'only_you_have_a_new_message' },
      'contact.seen': { value: 'no' },
      'contact.person': {
        rows: [
          {
            id: 'r1',
            answers: {
              name: { value: 'Somebody' },
              relation: { value: 'Sister' },
              phone: { value: '555 0101' },
              ispartner: { value: 'no' },
              tell: { value: 'only_if_my_life_is_at_risk' },
            },
          },
        ],
      },
      'help.steady': { value: 'Walking' },
    };
    expect(contactIn(answers)).toEqual({
      ways: ['email', 'letter'],
      number: '555 0100',
      times: 'Mondays',
      words: 'only_you_have_a_new_message',
      seen: 'no',
      persons: [
        {
          name: 'Somebody',
          relation: 'Sister',
          phone: '555 0101',
          isPartner: false,
          tell: 'only_if_my_life_is_at_risk',
        },
      ],
    });
  });

  test('is nothing where nothing of it was answered', () => {
    expect(contactIn({})).toBeUndefined();
    expect(
      contactIn({
        'contact.ways': { skipped: true },
        'contact.number': { value: ' ' },
        'contact.person': { rows: [] },
        'help.steady': { value: 'x' },
      }),
    ).toBeUndefined();
  });

  test('leaves out what the worksheet does not offer', () => {
    expect(
      contactIn({
        'contact.ways': { value: ['email', 'pigeon'] },
        'contact.words': { value: 'anything' },
        'contact.seen': { value: 7 },
      }),
    ).toEqual({ ...NOTHING, ways: ['email'] });
  });
});

describe('mail is allowed', () => {
  test('where e-mail was said to be safe', () => {
    expect(allowsMail({ ...NOTHING, ways: ['email'] })).toBe(true);
    expect(
      allowsMail({
        ...NOTHING,
        ways: ['email', 'letter'],
        seen: 'not_sure',
        words: 'it_may_name_the_practice',
      }),
    ).toBe(true);
  });

  test.each<[string, Partial<Contact>]>([
    ['nothing was said', {}],
    ['other ways were named', { ways: ['text_message', 'phone_call'] }],
    ['nothing but sessions is safe', { ways: ['email', 'none_only_talk_to_me_in_sessions'] }],
    ['silence was asked for', { ways: ['email'], words: 'send_nothing_unless_it_is_urgent' }],
    ['more privacy was asked for', { ways: ['email'], seen: 'yes_and_i_want_more_privacy' }],
  ])('not where %s', (_case, contact) => {
    expect(allowsMail({ ...NOTHING, ...contact })).toBe(false);
  });
});

describe('a notice that was not asked for is allowed', () => {
  const safe: Contact = { ...NOTHING, ways: ['email'], seen: 'no' };
  test('where nobody else sees it', () => {
    expect(allowsNotices(safe)).toBe(true);
    expect(allowsNotices({ ...safe, words: 'it_may_name_the_practice' })).toBe(true);
  });

  test.each<[string, Partial<Contact>]>([
    ['somebody sees it, and may see mail', { seen: 'yes_and_that_is_fine_with_me' }],
    ['somebody may see it', { seen: 'not_sure' }],
    ['that was not answered', { seen: null }],
    ['a message may say no more than that there is one', { words: 'only_you_have_a_new_message' }],
    ['mail is not', { ways: ['letter'] }],
  ])('not where %s', (_case, contact) => {
    expect(allowsNotices({ ...safe, ...contact })).toBe(false);
  });
});
