import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { localeFile, shippedFolder } from '../../../catalogue/shipped.js';
import { parseLocale } from '../../../core/worksheet/locale.js';
import { messages } from '../messages.js';
import * as enUS from './en-US.js';
import * as esUS from './es-US.js';
import type { HelpLine } from './help-line.js';
import { inLanguage } from './in-force.js';
import { LANGUAGES, REVIEWS } from './languages.js';
import { leavesOf } from './leaves.fixtures.js';
import type { Words } from './shape.js';

const translations: readonly (readonly [string, Words])[] = [['es-US', esUS]];
const english = leavesOf(enUS);

/** What is the same in Spanish: names, signs, and words that both languages have. */
const THE_SAME: ReadonlySet<string> = new Set([
  'PIN',
  '1-800-799-7233',
  'thehotline.org',
  '1-800-422-4453',
  '1-800-662-4357',
]);

test('the words in force are those of the language that is being spoken, and of the one before afterwards', () => {
  const saved = (): string => messages.save.saved;
  expect(saved()).toBe('Saved');
  expect(inLanguage('es-US', saved)).toBe('Guardado');
  expect(inLanguage('es-US', () => [inLanguage('en-US', saved), saved()])).toEqual(['Saved', 'Guardado']);
  expect(() =>
    inLanguage('es-US', () => {
      throw new RangeError(saved());
    }),
  ).toThrow(new RangeError('Guardado'));
  expect(saved()).toBe('Saved');
});

test('what would speak later, when another language is in force, does not compile', () => {
  // @ts-expect-error a promise settles when the words of another reader may be in force
  void inLanguage('es-US', () => Promise.resolve('Guardado'));
  // @ts-expect-error the same, written otherwise
  void inLanguage('es-US', async () => 'Guardado');
  expect(messages.save.saved).toBe('Saved');
});

test.each(translations)('%s has every word, and none that English has not', (_tag, words) => {
  expect([...leavesOf(words).keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test.each(translations)('%s leaves nothing in English', (_tag, words) => {
  const left = [...leavesOf(words)].filter(([at, text]) => text === english.get(at) && /\p{L}/u.test(text));
  expect(left.filter(([at, text]) => !THE_SAME.has(text) && !saysOnlyWhatItIsGiven(at, text))).toEqual([]);
});

test('Spanish has no word in it that only English has', () => {
  const only = /\b(?:the|you|your|and|this|that|with|what|please|page|write|saved?|again|sign)\b/i;
  expect([...leavesOf(esUS).values()].filter((text) => only.test(text))).toEqual([]);
});

test('Spanish counts as Spanish does', () => {
  const { sheet } = esUS;
  expect([sheet.review.left(1), sheet.review.left(2)]).toEqual([
    '1 pregunta sin responder.',
    '2 preguntas sin responder.',
  ]);
  expect([sheet.review.skipped(1), sheet.review.skipped(2)]).toEqual(['1 omitida.', '2 omitidas.']);
  expect([sheet.opened(1), sheet.opened(2)]).toEqual([
    'Se abrió una pregunta más abajo.',
    'Se abrieron 2 preguntas más abajo.',
  ]);
  expect([sheet.minutes(1), sheet.minutes(2)]).toEqual(['Cerca de 1 minuto', 'Cerca de 2 minutos']);
  expect([sheet.moreCount(0, 1), sheet.moreCount(0, 2)]).toEqual([
    '1 pregunta más, opcional',
    '2 preguntas más, todas opcionales',
  ]);
  expect([sheet.partState(2, 1, 3), sheet.partState(1, 2, 3), sheet.partState(1, 1, 3)]).toEqual([
    'Todo listo, 1 omitida',
    'Todo listo, 2 omitidas',
    '1 de 3 con respuesta, 1 omitida',
  ]);
});

const locale = parseLocale(readFileSync(localeFile(shippedFolder(), 'en-US'), 'utf8'), 'en-US.yaml');
const digits = (text: string): string => text.replace(/\D/g, '');
const ways = (lines: readonly HelpLine[]): readonly HelpLine['ways'][number][] =>
  lines.flatMap((line) => [...line.ways]);

test.each([['en-US', enUS] as const, ...translations])(
  'whom to call in %s is what the locale says, and nobody else',
  (_tag, { safety }) => {
    const told = ways(safety.help.lines);
    const phones = locale.crisisLines.flatMap(({ phone }) => (phone ? [digits(phone)] : []));
    const texts = locale.crisisLines.flatMap(({ text }) => (text ? [text] : []));
    const sites = locale.crisisLines.flatMap(({ url }) => (url ? [new URL(url)] : []));
    const calls = told.flatMap(({ call }) => call ?? []);
    expect(new Set(calls.map((call) => call.replace(/^1(?=\d{10}$)/, '')))).toEqual(
      new Set([locale.emergency, ...phones.map((phone) => phone.replace(/^1(?=\d{10}$)/, ''))]),
    );
    for (const { call, text } of told)
      if (call) expect(digits(call)).toBe(digits(text).slice(0, call.length));
    for (const { sms, text } of told)
      if (sms) {
        expect(texts.some((line) => line.endsWith(sms))).toBe(true);
        expect(text).toContain(sms);
      }
    for (const { site } of told)
      if (site)
        expect(
          sites.some((url) => `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}` === site),
        ).toBe(true);
  },
);

test.each(translations)('whom to call in %s is whom to call in English', (_tag, { safety }) => {
  const reach = ({ lines }: Words['safety']['help']): unknown =>
    lines.map((line) => line.ways.map(({ call, sms }) => call ?? sms ?? 'site'));
  expect(reach(safety.help)).toEqual(reach(enUS.safety.help));
});

test('of the keys to press at 988 each is the one of the locale', () => {
  const names = locale.crisisLines.map(({ name }) => name).join('\n');
  const keys = { veterans: /press (\d)\)/.exec(names)?.[1], spanish: /oprima (\d)\)/.exec(names)?.[1] };
  const english988 = enUS.safety.help.lines.find(({ more }) => more?.includes('Veterans'))?.more;
  const spanish988 = esUS.safety.help.lines.find(({ more }) => more?.includes('Veteranos'));
  expect(english988).toContain(`Veterans: press ${keys.veterans}. En español: oprima ${keys.spanish}.`);
  expect(spanish988?.more).toContain(`Veteranos: opriman ${keys.veterans}.`);
  expect(spanish988?.ways[0]?.text).toBe(`llame al 988 y oprima ${keys.spanish}`);
});

test('a translation that nobody has reviewed says so on top of its file, and in what a practice reads', () => {
  const docs = readFileSync(path.join('docs', 'translating.md'), 'utf8');
  for (const language of LANGUAGES.slice(1)) {
    const review = REVIEWS[language as keyof typeof REVIEWS];
    const source = readFileSync(path.join(import.meta.dirname, `${language}.ts`), 'utf8');
    const row = docs.split('\n').find((line) => line.startsWith(`| ${language} `)) ?? '';
    expect(source.includes('NOT YET REVIEWED')).toBe(review === null);
    expect(row).toContain(review === null ? 'nobody yet' : review.reviewed_on);
  }
});

/** Some functions only put together what they are given, such as a number and a colon. */
function saysOnlyWhatItIsGiven(at: string, text: string): boolean {
  return /\(\d+\)$/.test(at) && text.replaceAll(/Ada|person|undefined|null|[\d\s\p{P}]/gu, '') === '';
}
