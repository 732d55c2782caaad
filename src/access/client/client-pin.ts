/**
 * Why `pin` will not do as a PIN: a sentence that says what to do, or undefined where it will. NIST SP 800-63B-4 (3.1.1)
 * asks that what everybody tries first is refused; six digits go with the five tries that a session has.
 */
export function pinProblem(pin: string): string | undefined {
  if (!/^\d{6,12}$/.test(pin)) return 'A PIN has 6 to 12 digits and nothing else. Choose another.';
  if (repeats(pin) || runs(pin))
    return 'This PIN is among the first that somebody would try. Choose one without a pattern.';
  return undefined;
}

/** One to four digits over and over: 000000, 121212, 123123, 20242024, cut off anywhere. */
function repeats(pin: string): boolean {
  return [1, 2, 3, 4].some((period) => Array.from(pin).every((digit, at) => digit === pin[at % period]));
}

/** Up or down by one all the way, past 9 and 0 too: 123456, 987654, 890123. */
function runs(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10));
  return steps.size === 1 && (steps.has(1) || steps.has(9));
}
