import { expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { everyType } from '../../../test/fixtures/every-type.js';
import { finerPoints } from '../../../test/fixtures/finer-points.js';
import type { Answers } from '../../core/worksheet/answers.js';
import type { Section } from '../../core/worksheet/definition.js';
import { SaveState } from './layout/bar.js';
import { messages } from './messages.js';
import type { ClientAssets, ClientPage, PartPage, Shell } from './model.js';
import { pageMessages } from './page-messages.js';
import { ReviewMain } from './pages/review.js';
import { renderClientPage } from './render.js';
import { openingScreen } from './screen.js';

const shell: Shell = {
  practiceId: '01a20e3d-fb65-70cb-99ba-0790fa2ae30b',
  clientId: 'c1',
  place: 'own',
  session: '',
  hosts: [],
  owner: '',
  keeps: false,
  practiceName: 'Example Practice',
  clinicianName: 'Dr Example',
  exitUrl: 'https://weather.example/',
  basePath: '/care',
  lang: 'en-US',
  timeZone: 'America/Chicago',
  utcOffset: '-06:00',
  today: '2026-01-02',
};
const assets: ClientAssets = {
  css: 'body{color:red}',
  plainCss: 'p{color:blue}',
  mapCss: 'svg{color:green}',
  scriptPath: '/care/me/assets/main.js',
  doorPath: '/care/me/assets/door.js',
  fontPath: '/care/me/assets/font.woff2',
};
const sheet = { assignmentId: 'a1', worksheet: everyType, revision: 3, answers: {}, problems: [] } as const;
const part = (number: number, more: Partial<PartPage> = {}): PartPage => ({
  ...sheet,
  kind: 'part',
  part: number,
  typed: {},
  others: {},
  opened: [],
  carded: [],
  openRow: null,
  ...more,
});
const render = (page: ClientPage, given: Partial<Shell> = {}): string =>
  renderClientPage(page, { ...shell, ...given }, assets, 'nonce123');
const open: Answers = { open: { value: 'yes' } };

const onward = { practiceId: 'p1', to: '/w/a1', carried: 'sealed' } as const;

const pages = {
  enter: { kind: 'enter', practiceId: 'p1', linkId: 'l1', problem: null },
  home: {
    kind: 'home',
    lines: [
      {
        id: 'a1',
        title: 'All kinds',
        minutes: 5,
        state: 'begun',
        dueOn: '2026-06-05',
        givenAt: '2026-05-01T10:00:00Z',
        submittedAt: null,
      },
      {
        id: 'a2',
        title: 'Done one',
        minutes: 5,
        state: 'done',
        dueOn: null,
        givenAt: '2026-05-01T10:00:00Z',
        submittedAt: '2026-05-01T10:00:00Z',
      },
    ],
  },
  cover: { ...sheet, kind: 'cover' },
  part: part(1),
  review: { ...sheet, kind: 'review', idempotencyKey: 'key-1', outcome: null },
  receipt: {
    kind: 'receipt',
    submittedAt: '2026-05-01T10:00:00Z',
    closing: 'Drink some water.',
    copyOf: '0190a000-0000-7000-8000-000000000001',
    next: null,
  },
  past: {
    kind: 'past',
    assignmentId: 'a1',
    worksheet: everyType,
    revisions: [{ submittedAt: '2026-05-01T10:00:00Z', answers: { line: { value: 'Ada' } } }],
    kept: new Set(['line']),
  },
  signedOut: { kind: 'message', message: 'signedOut' },
  signIn: { kind: 'signIn', ...onward, linkId: '', problem: null, reason: 'left', typed: '' },
  code: { kind: 'signIn', ...onward, linkId: 'l1', problem: 'refused', reason: 'left', typed: '' },
  locked: { kind: 'locked', ...onward, ways: ['pin', 'passkey'], reason: 'left', problem: null },
  logIn: {
    kind: 'logIn',
    hasPin: true,
    passkeys: [{ id: 'k1', label: 'My phone', at: '2026-05-01T10:00:00Z' }],
    devices: [{ id: 'd1', label: 'Firefox on Windows', at: '2026-05-01T10:00:00Z', isThis: true }],
    notice: null,
    problem: null,
  },
} satisfies Record<string, ClientPage>;

test.each(Object.entries(pages))('the page "%s" is a whole document under the policy', (_name, page) => {
  const html = render(page);
  expect(html).toMatch(
    /^<!doctype html><html lang="en-US" dir="ltr"><head>.*<\/head><body>.*<\/body><\/html>$/s,
  );
  const takesAnswers = ['cover', 'part', 'review'].includes(page.kind);
  const styles = takesAnswers ? 'body{color:red}' : 'body{color:red}p{color:blue}';
  expect(html).toContain(`<style nonce="nonce123">${styles}</style>`);
  expect(html).not.toMatch(/\sstyle="/);
  expect(html).not.toMatch(/\son\w+="/);
  expect(html.match(/<script/g)).toHaveLength(takesAnswers ? 2 : 1);
  expect(html).toContain(`src="/care/me/assets/${takesAnswers ? 'main' : 'door'}.js"`);
});

test.each(Object.entries(pages))(
  'on the page "%s" the way out comes first, and works without scripts',
  (_name, page) => {
    const body = render(page).split('<body>')[1] ?? '';
    const firstControl = /<(a|button|input|select|textarea|summary)[ >]/.exec(body);
    expect(firstControl?.[1]).toBe('button');
    expect(body.slice(0, firstControl?.index)).toContain('<form method="post" action="/care/me/leave"');
    expect(body).toContain(pageMessages.help.title);
  },
);

test.each(Object.entries(pages))('the title of "%s" tells nothing', (_name, page) => {
  const title = /<title>(.*?)<\/title>/.exec(render(page))?.[1] ?? '';
  expect(title).not.toContain(everyType.title);
  expect(title).not.toContain(shell.practiceName);
  expect(title).not.toMatch(/therap|couple|marriage|counsel/i);
});

test('a part says where it is, who can see it, and that one may skip', () => {
  const html = render(part(2, { answers: open }));
  expect(html).toContain('<title>Part 2 of 4</title>');
  expect(html).toContain('Only you and Dr Example can see this.');
  expect(html).toContain('Skip anything you would rather not answer.');
});

test('what is said to the clinician alone never reaches the page', () => {
  for (const page of Object.values(pages)) {
    expect(render(page)).not.toContain('Said to the clinician only');
    expect(render(page)).not.toContain('SECRET-CODE');
  }
});

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u2028`;

test('whatever was written comes out as text', () => {
  const answers: Answers = {
    line: { value: hostile },
    page: { value: hostile },
    members: { rows: [{ id: 'r1', answers: { label: { value: hostile } } }] },
  };
  const shown: ClientPage[] = [
    part(1, { answers, typed: { year: hostile }, others: { line: hostile } }),
    part(3, { answers, openRow: 'members/r1' }),
    { ...sheet, kind: 'review', answers, idempotencyKey: hostile, outcome: null },
    { kind: 'enter', practiceId: hostile, linkId: hostile, problem: 'refused' },
  ];
  for (const page of shown) {
    const html = render(page, { practiceName: hostile, clinicianName: hostile });
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('\u2028</script>');
  }
});

test('the data block gives back what was put in', () => {
  const answers: Answers = { line: { value: hostile } };
  const json = /id="boot">(.*?)<\/script>/s.exec(render(part(1, { answers })))?.[1] ?? '';
  const boot = JSON.parse(json) as { page: PartPage };
  expect(boot.page.answers).toEqual(answers);
});

test.each(['"><script>', 'ar', 'toString'])(
  'a language that the pages do not speak is not claimed: %s',
  (lang) => {
    expect(render({ kind: 'message', message: 'wrong' }, { lang })).toContain(
      '<html lang="en-US" dir="ltr">',
    );
  },
);

test('the pages of the way in have browsers keep nothing of what is typed there', () => {
  for (const page of [pages.signIn, pages.code, pages.locked, pages.logIn]) {
    const fields = render(page).match(/<input(?![^>]*type="hidden")[^>]*>/g) ?? [];
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) expect(field).toMatch(/autocomplete="(?:off|one-time-code)"/);
  }
});

test('who has a form waiting is told to stay with it', () => {
  const stay = 'Do not open its link';
  expect(render({ ...pages.code, carried: '' })).not.toContain(stay);
  expect(render({ ...pages.code, carried: 'sealed' })).toContain(stay);
});

test('every type is a plain form control with its name', () => {
  const html = render(part(1, { answers: open }));
  expect(html).toContain('<textarea id="q1-2-c" name="line" aria-describedby="q1-2-help"');
  expect(html).toMatch(/<textarea id="q1-3-c" name="page"/);
  expect(html).toMatch(/name="count"[^>]*inputmode="decimal"/);
  expect(html).toMatch(/name="day"[^>]*type="date"/);
  expect(html).toMatch(/name="year"[^>]*inputmode="numeric"/);
  expect(html).toMatch(/type="radio" name="open" value="yes" checked/);
  expect(html).toMatch(/name="more"/);
  expect(html).toMatch(/type="checkbox" name="ways" value="mail"/);
  expect(html.match(/type="radio" name="stirred"/g)).toHaveLength(11);
  const rest = render(part(4, { answers: open }));
  expect(rest.match(/type="radio" name="grid~mother"/g)).toHaveLength(12);
  expect(rest).toMatch(/name="agree"[^>]*type="checkbox" value="yes"/);
  expect(rest).toMatch(/name="signed~name"/);
  expect(rest).toContain('<input type="hidden" name="signed~date" value="2026-01-02"/>');
  expect(rest.split('id="boot"')[0]).not.toContain('Made by the software');
});

test('nothing is chosen beforehand', () => {
  for (const number of [1, 2, 3]) {
    expect(render(part(number))).not.toMatch(/ checked| selected/);
  }
});

test('a branch that is closed is not on the page', () => {
  expect(render(part(1))).not.toContain('name="more"');
});

test('answers stand in their controls', () => {
  const answers: Answers = {
    ...open,
    line: { value: 'Ada' },
    page: { value: 'one\ntwo' },
    year: { value: 1950 },
    ways: { value: ['phone'] },
    stirred: { value: 0 },
  };
  const html = render(part(1, { answers }));
  expect(html).toMatch(/name="line"[^>]*>Ada</);
  expect(html).toMatch(/<textarea[^>]*>one\ntwo<\/textarea>/);
  expect(html).toMatch(/name="year"[^>]* value="1950"/);
  expect(html).toMatch(/name="ways" value="phone" checked/);
  expect(html).toMatch(/name="stirred" value="0" checked/);
});

test('skipped is plainly not empty, and can be taken back', () => {
  const html = render(part(1, { answers: { line: { skipped: true } } }));
  expect(html).not.toContain('name="line"');
  expect(html).toContain('value="unskip:line"');
  expect(html).toContain(messages.skipped);
  expect(html).toContain('value="skip:page"');
});

test('all but required questions can be skipped', () => {
  const html = render(part(4, { answers: open }));
  expect(html).toContain('value="skip:grid"');
  expect(html).not.toContain('value="skip:agree"');
  expect(html).toContain(messages.needed);
});

test('the first button of a part, which Enter presses, only keeps', () => {
  const form = render(part(1)).split('id="sheet"')[1] ?? '';
  expect(/<button[^>]*>/.exec(form)?.[0]).toContain('value="stay"');
});

test('a problem stands in the summary, at its question, and with the text as typed', () => {
  const html = render(
    part(1, {
      problems: [{ item: 'year', code: 'wrong_type', message: 'Type the year.' }],
      typed: { year: 'about 1950' },
    }),
  );
  expect(html).toMatch(/id="errors".*<a href="#q1-6">Which year<\/a>.*Type the year\./s);
  expect(html).toMatch(/id="q1-6-problem">Type the year\./);
  expect(html).toMatch(
    /name="year"[^>]*aria-describedby="q1-6-problem"[^>]*aria-invalid="true"[^>]*value="about 1950"/,
  );
});

test('a hand-in before all is saved says so, and not that what was written is safe', () => {
  const review = { ...sheet, kind: 'review', idempotencyKey: 'k1', outcome: null } as const;
  const screen = { ...openingScreen(review, shell), outcome: 'unsent' } as const;
  const html = renderToString(<ReviewMain screen={screen} />);
  expect(html).toContain(messages.review.unsent);
  expect(html).not.toContain(messages.review.retry);
});

test('words that came back and are not saved stand on the page, which does not call them saved', () => {
  const unsaved = [{ item: 'line', answer: { value: 'typed here' } }];
  const two = render(part(1, { answers: { line: { value: 'there' } }, unsaved, others: { line: 'there' } }));
  expect(two).toContain('>typed here</textarea>');
  expect(two).toContain('<input type="hidden" name="_two" value="line"/>');
  expect(two).toContain(messages.conflict.notice);
  const waits = render(part(1, { unsaved }));
  expect(waits).toContain('>typed here</textarea>');
  for (const html of [two, waits]) expect(html).not.toContain(`<span>${messages.save.saved}</span>`);
  expect(render(part(1, { answers: { line: { value: 'kept' } } }))).toContain(
    `<span>${messages.save.saved}</span>`,
  );
});

test('two versions are both on the page, with a choice', () => {
  const html = render(part(1, { answers: { line: { value: 'here' } }, others: { line: 'there' } }));
  expect(html).toMatch(/name="line"[^>]*>here</);
  expect(html).toMatch(/<p class="version" dir="auto">there<\/p>/);
  expect(html).toContain('value="mine:line"');
  expect(html).toContain('value="theirs:line"');
});

test('what the last form opened is pointed out', () => {
  const html = render(part(1, { answers: open, opened: ['more'] }));
  expect(html).toContain('One more question opened below.');
  expect(html).toContain(`<span class="new">${messages.newHere}</span>What more?`);
});

test('neighbours with the same few answers stand in one table', () => {
  const html = render(part(2));
  expect(html).toContain('class="statements columns-3"');
  expect(html.match(/<fieldset class="row"/g)).toHaveLength(3);
});

const family: Answers = {
  members: {
    rows: [
      { id: 'r1', answers: { label: { value: 'Ada' }, relation: { value: 'yes' } } },
      { id: 'r2', answers: {} },
    ],
  },
};

test('of a family only the open card carries questions; the others open by a button', () => {
  const html = render(part(3, { answers: family, openRow: 'members/r1' }));
  expect(html).toContain('name="members/r1/label"');
  expect(html).not.toContain('name="members/r2/label"');
  expect(html).toContain('value="open:members/r2"');
  expect(html).toContain('<strong dir="auto">Person 2</strong>');
  expect(html).toContain('Add another person');
});

test('links offer the others, never oneself; a full list takes no more', () => {
  const rows = ['r1', 'r2', 'r3'].map((id) => ({ id, answers: {} }));
  const html = render(part(3, { answers: { members: { rows } }, openRow: 'members/r1' }));
  expect(html).toContain('name="members/r1/parents" value="r2"');
  expect(html).not.toContain('name="members/r1/parents" value="r1"');
  expect(html).not.toContain('value="add:members"');
  expect(html).toContain('This list is full. It holds 3.');
});

test('element ids count instead of naming, since addresses are kept by the history', () => {
  const html = render(part(3, { answers: family, openRow: 'members/r1' }));
  expect(html).not.toMatch(/ id="[^"]*(members|label)/);
  expect(html).not.toMatch(/href="[^"]*(members|label)/);
});

test('the review shows answers in words, counts what is open without blame, and links back', () => {
  const answers: Answers = { ...family, line: { value: 'Ada' }, page: { skipped: true } };
  const html = render({ ...sheet, kind: 'review', answers, idempotencyKey: 'key-1', outcome: null });
  expect(html).toContain('<span class="said" dir="auto">Ada</span>');
  expect(html).toContain('1 skipped. 6 questions left open. That is fine.');
  expect(html).toContain('href="/care/me/w/a1?part=3"');
  expect(html).toContain('name="idempotencyKey" value="key-1"');
  expect(html).toContain('name="revision" value="3"');
});

test('days are written out where answers are read', () => {
  const answers: Answers = {
    ...open,
    day: { value: '2026-03-02' },
    line: { value: 'Since 2026-03-02' },
    signed: { value: { name: 'Ada Example', date: '2026-03-03' } },
  };
  const html = render({ ...sheet, kind: 'review', answers, idempotencyKey: 'key-1', outcome: null });
  expect(html).toContain('<span class="said">March 2, 2026</span>');
  expect(html).toContain('<span class="said" dir="auto">Ada Example, March 3, 2026</span>');
  expect(html).toContain('<span class="said" dir="auto">Since 2026-03-02</span>');
});

test('rows say beside their name whom they link, or what else tells them apart', () => {
  const answers: Answers = {
    members: {
      rows: [
        { id: 'r1', answers: { label: { value: 'Ada' }, relation: { value: 'yes' } } },
        { id: 'r2', answers: { label: { value: 'x'.repeat(60) } } },
      ],
    },
    couples: { rows: [{ id: 'c1', answers: { a: { value: 'r1' } } }] },
  };
  const html = render(part(3, { answers, openRow: 'members/r2' }));
  expect(html).toContain('<span class="face" aria-hidden="true">A</span>');
  expect(html).toContain('<strong dir="auto">Ada</strong><span class="sub">Yes</span>');
  expect(html).toContain('<span class="face" aria-hidden="true">1</span>');
  expect(html).toContain('<strong dir="auto">Couple 1</strong><span class="sub">Ada</span>');
  expect(html).toContain(`Remove ${'x'.repeat(40)}…`);
});

test('what stands in the way of handing in leads to its question', () => {
  const problems = [{ item: 'agree', code: 'required', message: 'Answer this question.' }] as const;
  const html = render({
    ...sheet,
    kind: 'review',
    answers: open,
    problems,
    idempotencyKey: 'k',
    outcome: null,
  });
  expect(html).toContain('<a href="/care/me/w/a1?part=4#q4-3">I have read this.</a>');
});

test('the way in is inert: a button and a code, the secret nowhere', () => {
  const html = render(pages.enter);
  expect(html).toMatch(/<form method="post" action="\/care\/auth\/client\/enter" id="by-secret"[^>]*hidden/);
  expect(html).toContain('<input type="hidden" name="secret" value/>');
  expect(html).toMatch(/name="code"[^>]*inputmode="numeric"/);
});

const finer = (number: number, more: Partial<PartPage> = {}): string =>
  render(part(number, { worksheet: finerPoints, ...more }));

test('given rows stand there with their questions, each named by what was promised; none is added or taken away', () => {
  const answers: Answers = {
    ...open,
    promises: { rows: [{ id: 'p2', answers: { answer: { value: 'no' } } }] },
  };
  const html = render(part(4, { answers }));
  expect(html).toMatch(/<legend>Water the plants<\/legend>.*<legend>Feed the fish<\/legend>/s);
  expect(html.match(/<fieldset class="card given"/g)).toHaveLength(2);
  expect(html).toContain('<input type="hidden" name="promises/p1" value="1"/>');
  expect(html).toMatch(/type="radio" name="promises\/p1\/answer" value="yes"\/>/);
  expect(html).toMatch(/type="radio" name="promises\/p2\/answer" value="no" checked/);
  expect(html).toContain('name="promises/p1/note"');
  expect(html).not.toMatch(/value="(add|remove):promises/);
});

test('where no row is given that is said in plain words', () => {
  const none = { ...everyType, sections: everyType.sections.map(withoutRows) };
  const html = render(part(4, { answers: open, worksheet: none }));
  expect(html).toContain(messages.noneGiven);
  expect(html).not.toContain('value="skip:promises"');
});

function withoutRows(section: Section): Section {
  const items = section.items.map((item) =>
    item.id === 'promises' && item.type === 'group' ? { ...item, given: [] } : item,
  );
  return { ...section, items };
}

test('an option that closes the worksheet says so', () => {
  const html = finer(1);
  expect(html).toContain(`Not now<span class="sub">${messages.closesHere}</span>`);
  expect(html.split(messages.closesHere)).toHaveLength(2);
});

test('what waits for the client to go on bears no tick', () => {
  const html = renderToString(<SaveState status="waiting" said={{}} live fresh={false} />);
  expect(html).toMatch(/class="save plain".*Saves when you continue/);
  expect(html).toContain('<p class="vh" role="status"></p>');
});

test('a card stands under its question while its condition is met, in a row as well', () => {
  const text = 'Feel your feet on the floor.';
  const shown = (html: string): string => html.split('id="boot"')[0] ?? '';
  expect(shown(finer(1))).not.toContain(text);
  expect(shown(finer(1, { answers: { steady: { value: 3 } } }))).not.toContain(text);
  const html = finer(1, { answers: { steady: { value: 2 } } });
  expect(html).toMatch(
    /role="status"><div class="calm"><p>Feel your feet on the floor\.<\/p><details class="breaths">.*?<\/details><button[^>]*value="later"/,
  );
  const rows = [
    { id: 'w1', answers: { felt: { value: 1 } } },
    { id: 'w2', answers: { felt: { value: 5 } } },
  ];
  const walks = { walks: { rows } };
  expect(shown(finer(2, { answers: walks, openRow: 'walks/w1' }))).toContain('Rest before the next one.');
  expect(shown(finer(2, { answers: walks, openRow: 'walks/w2' }))).not.toContain('Rest before the next one.');
});

test('a card that has just opened is pointed out', () => {
  expect(finer(1, { answers: { steady: { value: 2 } }, carded: ['steady'] })).toContain(messages.carded);
});

test('words of one’s own stand beside the options, and only they are not options', () => {
  const answers: Answers = { color: { value: 'Moss' }, colors: { value: ['red', 'Moss'] } };
  const html = finer(2, { answers });
  expect(html).toMatch(/name="color~own"[^>]* value="Moss"/);
  expect(html).not.toMatch(/name="color" value="\w+" checked/);
  expect(html).toMatch(/name="colors" value="red" checked/);
  expect(html).toMatch(/name="colors~own"[^>]* value="Moss"/);
  expect(finer(2, { answers: { color: { value: 'red' } } })).toMatch(/name="color~own"[^>]* value\/>/);
});

test('bounds, units and formats are said, and the keyboard fits', () => {
  const html = finer(2);
  expect(html).toMatch(/id="q2-3-help">From 0 to 9\. A whole number\.</);
  expect(html).toMatch(/name="cups"[^>]*inputmode="numeric"\/><span class="unit">cups<\/span>/);
  expect(html).toMatch(/name="site"[^>]*inputmode="url"/);
  expect(html).toMatch(/name="alarm"[^>]*type="time"/);
  expect(html).toMatch(/name="began"[^>]*type="datetime-local"/);
  expect(html).toContain('<input type="hidden" name="began~offset" value="-06:00"/>');
  expect(html).toContain('Up to 40 characters.');
});

test('a moment keeps the zone that it was told in', () => {
  const html = finer(2, { answers: { began: { value: '2026-01-31T14:30:00+01:00' } } });
  expect(html).toMatch(/name="began"[^>]*value="2026-01-31T14:30"/);
  expect(html).toContain('name="began~offset" value="+01:00"');
});

test('what is hidden is not there; what is only to be read has its answer and no control', () => {
  const html = finer(2).split('id="boot"')[0] ?? '';
  expect(html).not.toContain('Never on the page');
  expect(html).toMatch(/Chosen for you<\/p><ul><li>Blue<\/li><\/ul>/);
  expect(html).not.toContain('name="fixed"');
});

test('who can see an answer is said where it is not who can see the part', () => {
  const own = 'Only you and Dr Example can see this.';
  const html = finer(2);
  expect(html).toContain('You and Dr Example can see this. Your partner can see it only after');
  expect(html.split(`<span>${own}</span>`)).toHaveLength(2);
  expect(html).toMatch(/aria-describedby="q2-2-seen"/);
  expect(finer(1).split(`<span>${own}`)).toHaveLength(2);
});

test('what was typed stands in its own control, and times without seconds that nobody typed', () => {
  const typed = { color: 'of no control', 'color~own': 'Mo', 'colors~own': 'Sk', cups: '1.0', alarm: '07:3' };
  const html = finer(2, { typed });
  expect(html).toMatch(/name="color~own"[^>]* value="Mo"/);
  expect(html).toMatch(/name="colors~own"[^>]* value="Sk"/);
  expect(html).toMatch(/name="cups"[^>]* value="1\.0"/);
  expect(html).toMatch(/name="alarm"[^>]* value="07:3"/);
  const signed = { signed: { value: { name: 'Ada', date: '2026-01-02' } } };
  const page4 = render(part(4, { answers: { ...open, ...signed }, typed: { 'signed~name': 'Ada E' } }));
  expect(page4).toMatch(/name="signed~name"[^>]* value="Ada E"/);
  const answers: Answers = { alarm: { value: '14:00:00' }, began: { value: '2026-01-31T14:00:00+01:00' } };
  const times = finer(2, { answers, typed: { began: '2026-01-31T15:00' } });
  expect(times).toMatch(/name="alarm"[^>]* value="14:00"/);
  expect(finer(2, { answers })).toMatch(/name="began"[^>]*type="datetime-local" value="2026-01-31T14:00"/);
  expect(times).toMatch(/name="began"[^>]*type="datetime-local" value="2026-01-31T15:00"/);
  expect(times).toContain('name="began~offset" value="+01:00"');
});

test('an emptied control can be skipped; words that cannot be saved can be cleared, not skipped', () => {
  expect(finer(2, { typed: { short: '' } })).toContain('value="skip:short"');
  expect(finer(2, { typed: { short: 'too long' } })).not.toContain('value="skip:short"');
  expect(finer(2, { typed: { 'color~own': 'too long' } })).toContain('value="clear:color"');
});

test('words of one’s own are read out with the question and with what is wrong', () => {
  const problems = [{ item: 'color', code: 'too_long', message: 'Shorter, please.' }] as const;
  const html = finer(2, { problems });
  expect(html).toMatch(
    /id="q2-1-own"[^>]*name="color~own"[^>]*aria-describedby="q2-1-problem"[^>]*aria-invalid="true"/,
  );
  const [, label = '', own = ''] = /name="color~own"[^>]*aria-labelledby="(\S+) (\S+)"/.exec(html) ?? [];
  expect(html).toMatch(new RegExp(`id="${label}"[^>]*>Which color\\?<`));
  expect(html).toMatch(new RegExp(`id="${own}"[^>]*>${messages.ownWords}<`));
});

test('a list, rows that are given, what is only to be read and plain text say what a card has them say', () => {
  const card = { when: { item: 'told', op: 'in', values: ['yes'] }, text: 'Breathe out slowly.' } as const;
  const told = { id: 'told', type: 'text', text: 'Told?' } as const;
  const items = [...everyType.sections, ...finerPoints.sections]
    .flatMap((section) => section.items)
    .filter(({ id }) => ['hello', 'members', 'promises', 'fixed'].includes(id))
    .map((item) => ({ ...item, card }));
  const worksheet = { ...everyType, sections: [{ id: 'one', title: 'One', items: [told, ...items] }] };
  const html = render(part(1, { worksheet, answers: { told: { value: 'yes' } } }));
  expect(items).toHaveLength(4);
  expect(html.match(/<div class="calm"><p>Breathe out slowly\./g)).toHaveLength(4);
});

test('the review counts as left open what the client can answer', () => {
  const none = { ...everyType, sections: everyType.sections.slice(3, 4).map(withoutRows) };
  const review = { ...sheet, kind: 'review', idempotencyKey: 'k', outcome: null } as const;
  const unconditional = {
    ...none,
    sections: none.sections.map((section) => ({ ...section, showIf: undefined })),
  };
  const html = render({ ...review, worksheet: unconditional, answers: { agree: { value: true } } });
  expect(html).toContain('2 questions left open.');
  const [last] = finerPoints.sections.slice(1);
  const fixed = last?.items.filter(({ id }) => id === 'fixed') ?? [];
  const bare = fixed.map((item) => ({ ...item, id: 'bare', initial: undefined }));
  const worksheet = { ...finerPoints, sections: [{ id: 'one', title: 'One', items: [...fixed, ...bare] }] };
  const read = render({ ...review, worksheet });
  expect(read).toContain('<li>Blue</li>');
  expect(read).not.toContain('left open');
  expect(read).not.toContain('<p class="small"></p>');
});

test('the review does not call it fine that something needed is left open', () => {
  const agree = { id: 'ok', type: 'consent', text: 'I agree', required: true } as const;
  const more = { id: 'more', type: 'text', text: 'More?' } as const;
  const worksheet = { ...everyType, sections: [{ id: 'one', title: 'One', items: [agree, more] }] };
  const review = { ...sheet, kind: 'review', idempotencyKey: 'k', outcome: null, worksheet } as const;
  expect(render({ ...review, answers: {} })).toContain(
    '2 questions left open. Something here is needed before you can hand in.',
  );
  expect(render({ ...review, answers: { ok: { value: true } } })).toContain(
    '1 question left open. That is fine.',
  );
});

test('what a draft starts with is not begun', () => {
  const initial = { id: 'set', type: 'text', text: 'Set', initial: 'kept' } as const;
  const worksheet = { ...everyType, sections: [{ id: 'one', title: 'One', items: [initial] }] };
  const cover = (value: string): string => render({ ...pages.cover, worksheet, answers: { set: { value } } });
  expect(cover('kept')).toMatch(new RegExp(`>${messages.start}</a>`));
  expect(cover('changed')).toMatch(new RegExp(`>${messages.resume}</a>`));
});

test('a problem in a row that is given opens no card', () => {
  const problems = [
    { item: 'promises', row: 'p1', field: 'note', code: 'too_long', message: 'Shorter, please.' },
    { item: 'members', row: 'r1', field: 'birth', code: 'wrong_type', message: 'Type the year.' },
  ] as const;
  const html = render(part(4, { answers: { ...open, ...family }, problems }));
  expect(html.match(/data-row="[^"]*"/g)).toEqual(['data-row="members/r1"']);
});
