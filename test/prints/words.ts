/** Words for the answers of invented weeks, as awkward as people's words can be. */

/** 20,000 letters and no place to break a line at. */
export const UNBROKEN = 'abcdefghij'.repeat(2_000);

/** Some 20,000 characters of plain talk. */
export const TALK = Array.from(
  { length: 290 },
  (_none, index) => `Line ${index + 1} of what I wanted to say, and I still had more to say after it.`,
).join(' ');

/** Arabic and Hebrew, with figures, brackets and Latin words inside. */
export const RIGHT_TO_LEFT = {
  'pn.most': 'أريد أن نتحدث عن الثقة (قبل العيد)، وعن رسالة يوم 14 نوفمبر.',
  'pn.changed': 'رجع إلى البيت الساعة 7:30 مساءً كل يوم، ما عدا الثلاثاء.',
  'oc.hard': 'קשה לי להגיד שהסתכלתי בטלפון (פעמיים) ביום שלישי.',
  'oc.good': 'ישבנו יחד ב-21:15 ושתינו תה. הוא אמר “thank you” ולא מיהר.',
  'cc.thanks': 'قال لي الحقيقة ثم قال Sorry ثلاث مرات.',
} as const;

/** Japanese, Chinese, Korean, Hindi, Greek, Cyrillic, and small pictures. */
export const MANY_SCRIPTS = {
  'pn.most':
    '信頼について話したいです。毎日七時までに帰ってくると約束しました。「ごめんね」だけでは足りません。',
  'pn.changed': '火曜日に遅くなったけれど、先に電話をくれた。',
  'oc.hard': '星期三我看了你的手机。说出来很难，但是我说了。',
  'oc.good': '일요일에 라디오를 들으며 같이 설거지를 했어요.',
  'oc.trigger': 'फ़िल्म में होटल देखकर डर लगा। उसने उसे बंद कर दिया।',
  'cc.thanks': 'Спасибо, что позвонил. Ευχαριστώ που περίμενες. 🙂 🌧️ ❤️ 👩‍👩‍👧',
} as const;

/** What text should not hold and may: marks without end, halves of signs, controls, turned direction. */
export const HOSTILE = {
  'pn.most': `Z${'\u0301\u0316\u0335\u0489'.repeat(40)}algo over the line above and the line below`,
  'pn.changed': '\u202Edesrever\u202C and \u2066isolated\u2069, \u200Fmarked\u200E',
  'oc.hard': 'half a sign \uD83D here, the other \uDE00 there, \uFFFE and \uFFFF',
  'oc.good': 'bell \u0007, nothing \u0000, escape \u001B[31mred\u001B[0m, next line \u0085, \uFEFFmark',
  'oc.trigger': '<script>alert(1)</script> %PDF-1.7 endstream endobj ) ( \\ {{x}} ${y}',
  'cc.thanks': '\u00A0\u2003 \u3000wide\u2028line\u2029paragraph\u200B zero\u00ADsoft',
} as const;

/** A name of 300 characters. */
export const LONG_NAME = 'Wilhelmina-Annegret '.repeat(15);
