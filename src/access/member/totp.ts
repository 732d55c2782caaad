import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238, 4 and 5.2): one step to either side makes up for slow clocks. */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const WINDOW = 1;
/** RFC 4226, 4: the secret has the length of the hash. */
export const TOTP_SECRET_BYTES = 20;

/** What the app is told, as a QR code holds it. */
export function totpUri(secret: Buffer, issuer: string, label: string): string {
  return new TOTP({ ...FORM, issuer, label, secret: secretOf(secret) }).toString();
}

/** The secret as it can be typed. */
export function totpText(secret: Buffer): string {
  return secretOf(secret).base32;
}

/**
 * The 30-second step that `code` is the code of.
 * @param epochSeconds the database’s clock
 * @returns undefined when it is of none near now
 */
export function totpStep(secret: Buffer, code: string, epochSeconds: number): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = epochSeconds * 1_000;
  const delta = TOTP.validate({ ...FORM, token, secret: secretOf(secret), timestamp, window: WINDOW });
  return delta === null ? undefined : TOTP.counter({ ...FORM, timestamp }) + delta;
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
