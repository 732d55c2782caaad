import { createRequire } from 'node:module';
import type { TextStyle } from '../../src/platform/pdf/style.js';

/** The faces that a summary is set in. */
export const FACES = ['sans', 'sansItalic', 'sansSemi', 'serif', 'serifSemi'] as const;
type BenchFace = (typeof FACES)[number];

const FILES: Readonly<Record<BenchFace, string>> = {
  sans: 'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  sansItalic: 'source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf',
  sansSemi: 'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  serif: 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  serifSemi: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
};

/** How a family, a weight and a slant name a face. */
export interface FaceTraits {
  readonly family: 'sans' | 'serif';
  readonly weight: 400 | 600;
  readonly italic: boolean;
}

/** What a face is in the terms that every peer has. */
export function traitsOf(face: TextStyle['face']): FaceTraits {
  return {
    family: face.startsWith('serif') ? 'serif' : 'sans',
    weight: face.endsWith('Semi') ? 600 : 400,
    italic: face.endsWith('Italic'),
  };
}

/** The file of a face. */
export function fontFile(face: BenchFace): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/${FILES[face]}`);
}
