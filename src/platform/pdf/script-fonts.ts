import { face, faceIfInstalled, type Face, type FaceName, type ScriptName } from './fonts.js';
import { isJoiner } from './joiners.js';

/** Source Sans knows 700 more characters than Source Serif; where the serif has none, the sans steps in. */
const STAND_IN: Partial<Record<FaceName, FaceName>> = { serif: 'sans', serifSemi: 'sansSemi' };

const SCRIPTS: readonly (readonly [RegExp, readonly ScriptName[]])[] = [
  [/\p{Script_Extensions=Hebrew}/u, ['hebrew']],
  [/\p{Script_Extensions=Arabic}/u, ['arabic']],
  [/\p{Script_Extensions=Devanagari}/u, ['devanagari']],
];
/** Han, kana, hangul, bopomofo, their punctuation and their wide forms. */
const EAST_ASIAN =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\p{Script_Extensions=Bopomofo}\u3000-\u303F\u3200-\u33FF\uFE30-\uFE4F\uFF00-\uFFEF]/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** Signs of no script: arrows, stars, ticks. A font for emoji has many of them, one for Chinese most. */
const SIGN = /^[\p{P}\p{S}\p{N}]/u;

/** Shown as pictures unless the text says otherwise; or asked for as a picture; or one built from several. */
const PICTURE = /^\p{Emoji_Presentation}|^\p{Regional_Indicator}|^\p{Emoji}.*(?:\uFE0F|\u200D|\u20E3)/su;

/** Languages written with Han characters draw some of them differently: what else the text holds says which it is. */
export function eastAsianOrder(text: string): readonly ScriptName[] {
  if (KANA.test(text)) return ['japanese', 'chinese', 'korean'];
  return HANGUL.test(text) ? ['korean', 'japanese', 'chinese'] : ['chinese', 'japanese', 'korean'];
}

/**
 * The font that sets a character with its marks: the face of the text, the face that stands in for it, or the font of
 * its script. Fonts are opened only when a character calls for them. Undefined where none has all of it.
 */
export function fontFor(cluster: string, own: FaceName, eastAsian: readonly ScriptName[]): Face | undefined {
  const picture = PICTURE.test(cluster) ? scriptFace('emoji', own) : undefined;
  if (picture && coversAll(picture, cluster)) return picture;
  const standIn = STAND_IN[own];
  for (const name of standIn ? [own, standIn] : [own]) {
    if (coversAll(face(name), cluster)) return face(name);
  }
  for (const script of scriptsOf(cluster, eastAsian)) {
    const able = scriptFace(script, own);
    if (able && coversAll(able, cluster)) return able;
  }
  return undefined;
}

/** Has the font a glyph for everything in the text that is drawn? */
export function coversAll({ covers }: Face, text: string): boolean {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!covers(codePoint) && !isJoiner(codePoint)) return false;
  }
  return true;
}

function scriptsOf(cluster: string, eastAsian: readonly ScriptName[]): readonly ScriptName[] {
  const known = SCRIPTS.flatMap(([script, fonts]) => (script.test(cluster) ? fonts : []));
  if (EAST_ASIAN.test(cluster)) known.push(...eastAsian);
  return SIGN.test(cluster) ? [...known, 'emoji', ...eastAsian] : known;
}

function scriptFace(script: ScriptName, own: FaceName): Face | undefined {
  return faceIfInstalled(own.endsWith('Semi') ? `${script}Semi` : script);
}
