import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { fontForShaping } from './font-view.js';
import { LetterPairs } from './letter-pairs.js';

/** The faces that a document is set in. */
export type FaceName = 'sans' | 'sansItalic' | 'sansSemi' | 'serif' | 'serifSemi';

/** A script that the faces do not know and that a font of its own is there for. */
export type ScriptName = 'hebrew' | 'arabic' | 'devanagari' | 'emoji' | 'japanese' | 'korean' | 'chinese';

/** Every font: the faces, and for each further script a font in two weights. */
export type FontName = FaceName | ScriptName | `${ScriptName}Semi`;

/** One parsed font file, shared by every document of the process. */
export interface Face {
  readonly name: FontName;
  /** As pdfkit embeds it. */
  readonly font: Font;
  /** As text is shaped with it. */
  readonly shaping: Font;
  /** The script that its letters are shaped by, as OpenType names it; unset where the text decides. */
  readonly script?: string;
  /** Its characters do nothing to each other: Chinese characters, pictures. */
  readonly apart: boolean;
  /** Turns lengths of the font into thousandths of the size. */
  readonly scale: number;
  /** What its letters do to each other, as far as it has come up. */
  readonly pairs: LetterPairs;
  /** Has this font a glyph for the code point? */
  readonly covers: (codePoint: number) => boolean;
}

interface Source {
  readonly file: string;
  readonly script?: string;
}

const noto = (id: string, family: string, script?: string): [Source, Source] => {
  const file = (weight: string): string =>
    `@expo-google-fonts/noto-${id}/${weight}/Noto${family}_${weight}.ttf`;
  const source = (weight: string): Source => ({ file: file(weight), ...(script && { script }) });
  return [source('400Regular'), source('600SemiBold')];
};

const [hebrew, hebrewSemi] = noto('sans-hebrew', 'SansHebrew', 'hebr');
const [arabic, arabicSemi] = noto('sans-arabic', 'SansArabic', 'arab');
const [devanagari, devanagariSemi] = noto('sans-devanagari', 'SansDevanagari', 'dev2');
const [emoji, emojiSemi] = noto('emoji', 'Emoji', 'DFLT');
const [japanese, japaneseSemi] = noto('sans-jp', 'SansJP', 'kana');
const [korean, koreanSemi] = noto('sans-kr', 'SansKR', 'hang');
const [chinese, chineseSemi] = noto('sans-sc', 'SansSC', 'hani');

/** Plain TrueType of one weight each: fontkit reads it whole and pdfkit cuts it down to the letters in use. */
const SOURCES: Record<FontName, Source> = {
  sans: { file: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf' },
  sansItalic: {
    file: '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  },
  sansSemi: { file: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf' },
  serif: { file: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf' },
  serifSemi: { file: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf' },
  hebrew,
  hebrewSemi,
  arabic,
  arabicSemi,
  devanagari,
  devanagariSemi,
  emoji,
  emojiSemi,
  japanese,
  japaneseSemi,
  korean,
  koreanSemi,
  chinese,
  chineseSemi,
};

const APART = /^(?:emoji|japanese|korean|chinese)/u;

const resolver = createRequire(import.meta.url);
const parsed = new Map<FontName, Face | undefined>();

/** A font, parsed when it is first asked for and kept for the life of the process. Throws where its file is missing. */
export function face(name: FontName): Face {
  const known = faceIfInstalled(name);
  if (!known) throw new Error(`The font file of ${name} is not installed`);
  return known;
}

/** A font, or nothing where its package is not installed: the large ones are optional. */
export function faceIfInstalled(name: FontName): Face | undefined {
  if (!parsed.has(name)) parsed.set(name, parse(name));
  return parsed.get(name);
}

function parse(name: FontName): Face | undefined {
  const { file, script } = SOURCES[name];
  const path = pathOf(file);
  if (path === undefined) return undefined;
  const font = create(readFileSync(path));
  if (!('characterSet' in font)) throw new Error(`The font file of ${name} holds a collection, not one font`);
  const known = new Set(font.characterSet);
  const shaping = fontForShaping(font);
  return {
    name,
    font,
    shaping,
    ...(script && { script }),
    apart: APART.test(name),
    scale: 1000 / font.unitsPerEm,
    pairs: new LetterPairs(shaping),
    covers: (codePoint) => known.has(codePoint),
  };
}

function pathOf(file: string): string | undefined {
  try {
    return resolver.resolve(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const LANGUAGE: Record<ScriptName, string | undefined> = {
  hebrew: 'he',
  arabic: 'ar',
  devanagari: 'hi',
  emoji: undefined,
  japanese: 'ja',
  korean: 'ko',
  chinese: 'zh',
};

/** The language that a screen reader may read a font's letters in (BCP 47): the one most often written with them. */
export function languageOf(name: FontName): string | undefined {
  return LANGUAGE[name.replace(/Semi$/u, '') as ScriptName];
}
