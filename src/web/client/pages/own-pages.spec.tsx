import { describe, expect, test } from '@jest/globals';
import { everyType } from '../../../../test/fixtures/every-type.js';
import type { Answers } from '../../../core/worksheet/answers.js';
import type { ClientAssets, ClientPage, HomeLine, PastPage, SessionPlace, Shell } from '../model.js';
import { renderClientPage } from '../render.js';

/** The pages that are a client's own: the list, the receipt, what was handed in. */

const shell = (place: SessionPlace = 'own'): Shell => ({
  practiceId: 'p1',
  clientId: 'c1',
  place,
  owner: '',
  keeps: false,
  session: '',
  hosts: [],
  practiceName: 'Example Practice',
  clinicianName: 'Dr Example',
  exitUrl: 'https://weather.example/',
  basePath: '/care',
  lang: 'en-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-06-03',
});
const assets: ClientAssets = {
  css: '',
  plainCss: '',
  mapCss: '',
  scriptPath: '',
  doorPath: '',
  fontPath: '',
};
/** What stands on the page, with the tags and without what stands around it. */
const render = (page: ClientPage, place?: SessionPlace): string => {
  const html = renderClientPage(page, shell(place), assets, 'nonce');
  return /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? '';
};
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

const line = (id: string, more: Partial<HomeLine> = {}): HomeLine => ({
  id,
  title: `Title of ${id}`,
  minutes: 5,
  state: 'new',
  dueOn: null,
  givenAt: '2026-06-01T15:00:00.000Z',
  submittedAt: null,
  ...more,
});
const done = (id: string, more: Partial<HomeLine> = {}): HomeLine =>
  line(id, { state: 'done', submittedAt: '2026-06-02T15:00:00.000Z', ...more });
const home = (...lines: readonly HomeLine[]): ClientPage => ({ kind: 'home', lines });

describe('the list', () => {
  test('has one button, on what to go on with, and the rest below', () => {
    const html = render(home(line('new'), line('begun', { state: 'begun' })));
    expect(html.match(/class="primary/g)).toHaveLength(1);
    expect(html).toContain('href="/care/me/w/begun" aria-label="Go on: Title of begun"');
    expect(textOf(html)).toMatch(/Where you left off.*Title of begun.*Also here for you.*Title of new/);
  });

  test.each([
    ['2026-06-01', 'It was for Monday, June 1, and there is still time'],
    ['2026-06-03', 'For today'],
    ['2026-06-04', 'For tomorrow'],
    ['2026-06-12', 'For Friday, June 12'],
  ])('says kindly by when something is wanted: %s', (dueOn, words) => {
    const html = render(home(line('a', { dueOn })));
    expect(textOf(html)).toContain(`About 5 minutes · ${words} `);
    expect(html).not.toMatch(/overdue|late\b|missed|danger|problem/i);
  });

  test('says in one sentence who can see what, and that a worksheet may say otherwise', () => {
    expect(textOf(render(home()))).toContain(
      'Only you and Dr Example can see what you write, unless a worksheet tells you otherwise before you start.',
    );
  });

  test('calls what came back open again, not wrong', () => {
    const html = render(home(line('back', { state: 'returned' })));
    expect(textOf(html)).toContain('Open to you again');
    expect(html).toContain('aria-label="Go on: Title of back"');
  });

  test('is friendly where nothing is to do', () => {
    const text = textOf(render(home(done('a'))));
    expect(text).toContain('Nothing is waiting for you.');
    expect(text).toContain('When Dr Example has something for you, you will find it here.');
  });

  test('tells two of one title apart, to the eye and where only links are read out', () => {
    const twice = { title: 'Twice' };
    const html = render(
      home(
        line('a', twice),
        line('b', { ...twice, givenAt: '2026-06-01T16:00:00.000Z' }),
        done('c', twice),
        done('d', { ...twice, submittedAt: '2026-06-02T16:00:00.000Z' }),
      ),
    );
    expect(html).toContain('aria-label="Start: Twice, Given June 1, 2026, number 1"');
    expect(textOf(html)).toMatch(/About 5 minutes Given June 1, 2026, number 2/);
    expect(html).toContain(
      'aria-label="Read again: Twice, With your therapist since June 2, 2026, number 2"',
    );
    expect(render(home(line('a')))).not.toContain('Given');
  });

  test('says the same of whatever is done, and leads to it', () => {
    const html = render(home(done('a'), done('b')));
    expect(textOf(html).match(/With your therapist since June 2, 2026/g)).toHaveLength(2);
    expect(html).toContain('href="/care/me/w/a/answers"');
  });

  test('folds away what was done long ago', () => {
    const html = render(home(...Array.from({ length: 7 }, (_, index) => done(`d${index}`))));
    const [open, folded] = html.split('<details');
    expect(textOf(open ?? '').match(/With your therapist/g)).toHaveLength(5);
    expect(textOf(folded ?? '')).toContain('Earlier (2)');
  });

  test.each(['office', 'embedded'] as const)(
    'leads to nothing of the client’s own when it is %s',
    (place) => {
      const html = render(home(done('a')), place);
      expect(textOf(html)).toContain('With your therapist');
      expect(html).not.toMatch(/\/answers|\/log-in/);
    },
  );
});

describe('the receipt', () => {
  const receipt = (more: Partial<Extract<ClientPage, { kind: 'receipt' }>> = {}): string =>
    render({
      kind: 'receipt',
      submittedAt: '2026-06-02T15:00:00.000Z',
      closing: null,
      copyOf: 'a1',
      next: null,
      ...more,
    });

  test.each([
    ['Thank you. Drink some water.', 1],
    ['You have told a hard story.', 1],
    [null, 1],
  ])('says thank you once: %s', (closing, times) => {
    expect(textOf(receipt({ closing })).match(/thank you/gi)).toHaveLength(times);
  });

  test('says what comes next and promises no reading', () => {
    const text = textOf(receipt());
    expect(text).toContain('It may not be read before then.');
    expect(text).toContain('do not wait for a reply here');
  });

  test('offers what else is open without a button, under the way home', () => {
    const html = receipt({ next: line('more') });
    expect(html.match(/class="primary/g)).toHaveLength(1);
    expect(textOf(html)).toMatch(
      /Back to your worksheets.*for when you feel like it: Title of more \(about 5 minutes\)\./,
    );
    expect(receipt()).not.toContain('feel like it');
  });

  test('leads to what was written where that may be read again', () => {
    expect(receipt()).toContain('href="/care/me/w/a1/answers"');
    expect(receipt({ copyOf: null })).not.toMatch(/\/answers|\/copy/);
  });
});

describe('what was handed in', () => {
  const first: Answers = {
    line: { value: 'First words' },
    members: {
      rows: [
        { id: 'r1', answers: { label: { value: 'Ada' }, relation: { value: 'yes' } } },
        { id: 'r2', answers: {} },
      ],
    },
    page: { skipped: true },
    day: { value: '2026-03-02' },
  };
  const all = new Set(
    everyType.sections.flatMap(({ items }) =>
      items.flatMap((item) => [
        item.id,
        ...(item.type === 'group' ? item.fields.map(({ id }) => `${item.id}.${id}`) : []),
      ]),
    ),
  );
  const past = (more: Partial<PastPage> = {}): string =>
    render({
      kind: 'past',
      assignmentId: 'a1',
      worksheet: everyType,
      revisions: [{ submittedAt: '2026-06-02T15:00:00.000Z', answers: first }],
      kept: all,
      ...more,
    });

  test('is drawn in words, skips as skips, rows in which nothing was said as such', () => {
    const text = textOf(past());
    expect(text).toContain('Handed in June 2, 2026');
    expect(text).toContain('First words');
    expect(text).toContain('1 skipped.');
    expect(text).toContain('Nothing written');
    expect(text).not.toContain('left out');
  });

  test('holds no form and no field: it cannot be changed', () => {
    expect(past()).not.toMatch(/<(form|input|textarea|select|button)/);
  });

  test('names every revision by its day, the latest on top and open', () => {
    const html = past({
      revisions: [
        { submittedAt: '2026-06-02T15:00:00.000Z', answers: { line: { value: 'Second words' } } },
        { submittedAt: '2026-05-01T15:00:00.000Z', answers: first },
      ],
    });
    const [latest, earlier] = html.split('<details class="earlier">');
    expect(latest).toContain('Second words');
    expect(latest).not.toContain('First words');
    expect(textOf(earlier ?? '')).toMatch(/^ ?As you handed it in on May 1, 2026.*First words/);
  });

  test('leaves out what is not shown again, whatever was answered, fields as well, and says so', () => {
    const kept = new Set([...all].filter((path) => path !== 'line' && path !== 'members.relation'));
    for (const answers of [first, {}]) {
      const html = past({ kept, revisions: [{ submittedAt: '2026-06-02T15:00:00.000Z', answers }] });
      expect(html).not.toContain('First words');
      expect(html).not.toContain('<span class="said">Yes</span>');
      expect(textOf(html)).toContain('Some questions are left out here, whatever you answered.');
    }
    expect(past()).toContain('<span class="said">Yes</span>');
  });

  test('says neutrally where nothing of a worksheet is shown again, and offers no copy', () => {
    const html = past({ revisions: [], kept: new Set() });
    expect(textOf(html)).toContain('is not shown here again. Dr Example has it');
    expect(html).not.toMatch(/\/copy|safe|danger|left out/i);
  });

  test('says where nothing was written', () => {
    expect(textOf(past({ revisions: [{ submittedAt: '2026-06-02T15:00:00.000Z', answers: {} }] }))).toContain(
      'Nothing was written.',
    );
  });
});
