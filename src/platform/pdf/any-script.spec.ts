import { describe, expect, jest, test } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { readWithPdfJs } from '../../../test/prints/pdfjs.js';
import { pdfText, pdfWords, testWithPoppler } from '../../../test/support/poppler.js';
import { composePdf } from './compose.js';
import { gridFor } from './paper.js';
import { paragraph } from './prose.js';
import { STYLE } from './style.js';

const nothing = { left: '', right: '' };

function draw(...texts: readonly string[]): Promise<Buffer> {
  return composePdf({
    title: 'Notes',
    language: 'en-US',
    madeAt: new Date(0),
    paper: 'LETTER',
    furniture: { head: nothing, foot: { strong: '', text: '', below: '', made: '' } },
    blocks: texts.map((text) => paragraph(text, { style: STYLE.words })),
  });
}

/** The text of a file without the signs by which poppler tells directions. */
function textOf(pdf: Buffer): string {
  return pdfText(pdf)
    .replace(/[\u202A-\u202E]/gu, '')
    .replace(/ ?Page 1 of 1.*$/u, '')
    .normalize('NFC')
    .trim();
}

/** Everything that a file holds, its streams unpacked. */
function unpacked(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const streams = [...file.matchAll(/stream\n([\s\S]*?)\nendstream/gu)].map(([, body = '']) => {
    const bytes = Buffer.from(body, 'latin1');
    return bytes[0] === 0x78 ? inflateSync(bytes).toString('latin1') : body;
  });
  return [file.replace(/stream\n[\s\S]*?\nendstream/gu, ''), ...streams].join('\n');
}

function fontsOf(pdf: Buffer): readonly string[] {
  return [
    ...new Set([...unpacked(pdf).matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/gu)].map(([, name = '']) => name)),
  ];
}

const SENTENCES = {
  greek: 'Η Άννα είπε: «Δεν ξέρω αν θα έρθω την Τρίτη» και έκλεισε την πόρτα.',
  cyrillic: 'Сегодня мы говорили 40 минут; он сказал «я обещаю» дважды.',
  vietnamese: 'Hôm nay chúng tôi nói chuyện về lòng tin trong bốn mươi phút.',
  hebrew: 'היום דיברנו על אמון והוא הבטיח לי פעמיים',
  pointed: 'בְּרֵאשִׁית בָּרָא',
  arabic: 'تحدثنا اليوم عن الثقة ولا أعرف إن كنت أصدقه بعد',
  persian: 'می‌خواهم بدانم آیا نامه‌ها را خوانده است',
  hindi: 'हमने आज भरोसे के बारे में बात की। क्षत्रिय, विद्यार्थी, श्रद्धा और ज्ञान।',
  japanese: '今日は、信頼について四十分ほど話しました。「約束する」と彼は二回言いました。',
  korean: '오늘 우리는 신뢰에 대해 이야기했습니다. 그는 "약속할게"라고 말했습니다.',
  chinese: '今天我们谈了信任，他说了两次“我保证”，我只信一半。',
  emoji: 'Family 👨‍👩‍👧‍👦, thumbs 👍🏽, flag 🇩🇪🇫🇷, keycap 1️⃣, heart ❤️, 👩🏽‍🚀 😀.',
  unknown: 'Before 𓀀𓀁 after, ትግርኛ.',
};

describe('what is typed can be copied from the file', () => {
  for (const [name, sentence] of Object.entries(SENTENCES)) {
    testWithPoppler(name, async () => {
      expect(textOf(await draw(sentence))).toBe(sentence.normalize('NFC'));
    });
  }

  testWithPoppler('a Hebrew sentence with numbers and brackets on a Hebrew page', async () => {
    const sentence = 'היום היינו בשיעור 12 של הטיפול (החדש), והוא אמר "אני מבטיח" פעמיים.';
    const text = textOf(await draw(sentence));
    // poppler has its own idea of spaces beside numbers.
    expect(text.replace(/\s/gu, '')).toBe(sentence.replace(/\s/gu, ''));
  });

  testWithPoppler('whatever is put together from such words', async () => {
    const leftToRight = [
      SENTENCES.greek,
      SENTENCES.hindi,
      SENTENCES.japanese,
      SENTENCES.emoji,
      'office x\u0323 ½',
    ];
    const words = leftToRight.flatMap((sentence) => sentence.normalize('NFC').split(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 40 }),
        async (chosen) => {
          const text = chosen.join(' ');
          expect(textOf(await draw(text)).replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a browser gives the same text', () => {
  // pdf.js names what no font has as the page does, and loses its place where a line ends in a vowel sign.
  const { unknown: _, pointed: __, ...others } = SENTENCES;
  const mixed = 'הוא שלח email ב־10:30 (דרך Gmail) ואמר sorry, אבל לא ענה.';
  for (const [name, sentence] of Object.entries({ ...others, mixed })) {
    test(name, async () => {
      const { text } = await readWithPdfJs(await draw(sentence));
      // Where the direction changes, it drops the space.
      const letters = text.normalize('NFC').replace(/\s|Page1of1.*$/gu, '');
      expect(letters).toContain(sentence.normalize('NFC').replace(/\s/gu, ''));
    });
  }
});

describe('a line that runs to the left', () => {
  testWithPoppler('ends at the right edge and reads from there', async () => {
    const words = pdfWords(await draw('שלום 12 abc'));
    const { left, width } = gridFor('LETTER');
    const [hebrew, number, latin] = ['שלום', '12', 'abc'].map((text) =>
      words.find((word) => [text, Array.from(text).toReversed().join('')].includes(word.text)),
    );
    expect(hebrew?.right).toBeCloseTo(left + width, 0);
    expect(number?.right).toBeLessThan(hebrew?.left ?? 0);
    expect(latin?.right).toBeLessThan(number?.left ?? 0);
  });

  test('is said to be turned round, and in which language it may be read', async () => {
    const file = unpacked(await draw('שלום'));
    expect(file).toMatch(/\/Span <<\/Lang \(he\)>> BDC \/ReversedChars BMC \[<\w+>.*?\] TJ EMC EMC/u);
  });
});

describe('the file', () => {
  test('holds no font that it does not use', async () => {
    expect(fontsOf(await draw('Plain words.'))).toEqual([
      'SourceSerif4-Regular',
      'SourceSans3-SemiBold',
      'SourceSans3-Regular',
    ]);
    expect(fontsOf(await draw('שלום'))).toContain('NotoSansHebrew-Regular');
  });

  test('draws no glyph for what is missing', async () => {
    const file = unpacked(await draw(...Object.values(SENTENCES)));
    const codes = [...file.matchAll(/\[(.*?)\] TJ/gu)].flatMap(([, shown = '']) =>
      [...shown.matchAll(/<(\w+)>/gu)].flatMap(([, hex = '']) => hex.match(/.{4}/gu) ?? []),
    );
    expect(codes.length).toBeGreaterThan(400);
    expect(codes).not.toContain('0000');
  });

  test('is the same to the byte each time, whatever was drawn before', async () => {
    const first = await draw(...Object.values(SENTENCES));
    await draw(...Object.values(SENTENCES).toReversed(), 'יְהִי مُحَمَّدٌ क्षत्रिय');
    expect((await draw(...Object.values(SENTENCES))).equals(first)).toBe(true);
  });

  test('of a page of Japanese is small', async () => {
    expect((await draw(SENTENCES.japanese.repeat(20))).length).toBeLessThan(60 * 1024);
  });
});

test('without the large fonts their characters are named, and nothing else changes', async () => {
  const { createRequire } = await import('node:module');
  jest.resetModules();
  jest.unstable_mockModule('node:module', () => ({
    createRequire: (url: string) => {
      const require = createRequire(url);
      const resolve = (file: string): string => {
        if (!/noto-sans-(?:jp|kr|sc)/u.test(file)) return require.resolve(file);
        throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
      };
      return Object.assign((id: string): unknown => require(id), { resolve });
    },
  }));
  const { readableParagraphs } = await import('./readable.js');
  const runs = readableParagraphs('a 你 ש', 'sans').flatMap(({ runs: of }) => of);
  expect(runs.map(({ face, text, actual }) => [face, text, actual])).toEqual([
    ['sans', 'a ', undefined],
    ['sans', '[U+4F60]', '你'],
    ['sans', ' ', undefined],
    ['hebrew', 'ש', undefined],
  ]);
});
