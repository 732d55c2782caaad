/** Characters. NIST SP 800-63B-4, 3.1.1.2: length counts, and no rule about kinds of characters. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** What is tried first by those who guess; digits and signs around and between them gain nothing. */
const COMMON = [
  'password',
  'passwort',
  'passphrase',
  'qwerty',
  'qwertyuiop',
  'qwertyuiopasdfghjkl',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'zxcvbnm',
  'abc',
  'abcdef',
  'abcdefghijkl',
  'letmein',
  'welcome',
  'welcometo',
  'changeme',
  'admin',
  'administrator',
  'iloveyou',
  'iloveyousomuch',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'batman',
  'starwars',
  'trustno',
  'whatever',
  'correcthorsebatterystaple',
  'secret',
  'login',
  'master',
  'hello',
  'helloworld',
  'therapy',
  'therapist',
  'clinician',
  'mendwork',
];

/** What is known of whoever chooses, for passwords that are made of it. */
export interface KnownOfMember {
  readonly practiceName: string;
  readonly displayName: string;
  readonly email: string | null;
}

/** Characters that must be left when everything that is known is taken away. */
const LEFT = 6;

/**
 * Why `password` will not do, as a sentence for whoever chose it; undefined when it will.
 * @param password as typed; it is judged in NFKC, as it is hashed
 */
export function faultInPassword(password: string, known: KnownOfMember): string | undefined {
  const { least, most } = PASSWORD_LENGTH;
  const typed = password.normalize('NFKC');
  const { length } = Array.from(typed);
  if (length < least) return `A password has at least ${least} characters. A few unrelated words do well.`;
  if (length > most) return `A password has at most ${most} characters. Choose a shorter one.`;
  const plain = squeeze(typed);
  if (plain === '' || isRepeated(plain) || isRun(plain) || isCommon(plain))
    return 'This password is among the first that are guessed. Choose a few unrelated words instead.';
  if (lettersLeft(plain, known) < LEFT)
    return 'This password is made of your name, your address or the practice’s name. Choose another.';
  return undefined;
}

function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** `aaaaaaaaaaaa`, `passwordpassword`, `123123123123`: a unit over and over. */
function isRepeated(plain: string): boolean {
  return /^(.{1,4})\1{2,}.{0,3}$/u.test(plain) || /^(\D+?)\d*\1\d*$/u.test(plain);
}

/** `123456789012`, `987654321098`: each digit follows the one before. */
function isRun(plain: string): boolean {
  if (!/^\d+$/.test(plain)) return false;
  const steps = Array.from(plain.slice(1), (digit, at) => (Number(digit) - Number(plain[at]) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

function isCommon(plain: string): boolean {
  const letters = plain.replaceAll('0', 'o').replaceAll(/\d/g, '');
  return COMMON.includes(letters) || COMMON.includes(plain.replaceAll(/\d/g, ''));
}

function lettersLeft(plain: string, { practiceName, displayName, email }: KnownOfMember): number {
  const words = [practiceName, displayName, email ?? '', ...(email ?? '').split('@')]
    .flatMap((text) => [squeeze(text), ...text.split(/[^\p{L}\p{N}]+/u).map(squeeze)])
    .filter((word) => word.length >= 4)
    .toSorted((a, b) => b.length - a.length);
  return words.reduce((rest, word) => rest.replaceAll(word, ''), plain).length;
}
