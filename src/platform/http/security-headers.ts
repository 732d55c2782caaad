import type { OutgoingMessage } from 'node:http';

/** What a browser may do for our pages: nothing but passkeys, and those for nobody else. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'microphone',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'screen-wake-lock',
    'serial',
    'sync-xhr',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
  'publickey-credentials-create=(self)',
  'publickey-credentials-get=(self)',
].join(', ');

/**
 * Headers of every answer of ours, errors included. A reply’s own win: pages name their own policy, the built files may
 * be cached. What is not a page may load nothing, be framed by nobody, be kept by nobody and be found by nobody.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** For a year, names below ours included (OWASP ASVS 5.0, 3.4.1). */
export const TRANSPORT_SECURITY = 'max-age=31536000; includeSubDomains';

/**
 * Puts the headers into an answer that is about to be made.
 * @param requestId told to the caller, who may quote it when asking for help
 * @param https whether browsers are told to come by https alone. Only where the whole host name is ours: within
 *   somebody else’s application that is the host’s to say
 */
export function setSecurityHeaders(response: OutgoingMessage, requestId: string, https: boolean): void {
  // Express says there what it is.
  response.removeHeader('x-powered-by');
  for (const name in SECURITY_HEADERS) response.setHeader(name, SECURITY_HEADERS[name] ?? '');
  response.setHeader('x-request-id', requestId);
  if (https) response.setHeader('strict-transport-security', TRANSPORT_SECURITY);
}
