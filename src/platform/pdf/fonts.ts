import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { fontForDocument, type ShapingMemo } from './shaping.js';

/** The faces that a document is set in. */
export type FaceName = 'sans' | 'sansItalic' | 'sansSemi' | 'serif' | 'serifSemi';

/** One parsed font file, shared by every document of the process. */
export interface Face {
  readonly name: FaceName;
  /** Has this face a glyph for the code point? */
  readonly covers: (codePoint: number) => boolean;
  /** The font as one document sees it: tables shared, glyphs its own. */
  readonly forDocument: () => Font;
}

const FILES: Record<FaceName, string> = {
  sans: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  sansItalic: '@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  sansSemi: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  serif: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  serifSemi: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
};

/** Source Sans knows 700 more characters than Source Serif; where the serif has none, the sans steps in. */
const STAND_IN: Partial<Record<FaceName, FaceName>> = { serif: 'sans', serifSemi: 'sansSemi' };

const resolver = createRequire(import.meta.url);
const parsed = new Map<FaceName, Face>();

/** A face, parsed when it is first asked for and kept for the life of the process. */
export function face(name: FaceName): Face {
  const known = parsed.get(name) ?? parse(name);
  parsed.set(name, known);
  return known;
}

/** The face to set a character in when `name` has no glyph for it, if there is one. */
export function standIn(name: FaceName): Face | undefined {
  const other = STAND_IN[name];
  return other && face(other);
}

/** Every face, for registering them with a document. */
export function faces(): readonly Face[] {
  return (Object.keys(FILES) as FaceName[]).map(face);
}

function parse(name: FaceName): Face {
  const font = create(readFileSync(resolver.resolve(FILES[name])));
  if (!('characterSet' in font)) throw new Error(`The font file of ${name} holds a collection, not one font`);
  const known = new Set(font.characterSet);
  const memo: ShapingMemo = new Map();
  return {
    name,
    covers: (codePoint) => known.has(codePoint),
    forDocument: () => fontForDocument(font, memo),
  };
}
