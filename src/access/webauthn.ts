import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { parse as bytesOfUuid } from 'uuid';
import { z } from 'zod';

/** Whom a passkey is for: browsers bind it to the host and sign the origin (WebAuthn 3, 5.4.2 and 13.4.9). */
export interface Site {
  readonly host: string;
  readonly origin: string;
}

/** A passkey as it is kept: what its owner’s authenticator signs with, and how often it says that it has. */
export interface KnownPasskey {
  readonly credentialId: Buffer;
  /** COSE key. */
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
}

type Named = Pick<KnownPasskey, 'credentialId' | 'transports'>;

const text = z.string().max(20_000);
const transports = z.array(z.string().max(20)).max(10);
const shared = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
  authenticatorAttachment: z.string().optional(),
};
const registration = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: transports.optional(),
  }),
});
const assertion = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.optional(),
  }),
});

/** The site behind the address that browsers reach us at. */
export function siteOf(publicAddress: string): Site {
  const { hostname, origin } = new URL(publicAddress);
  return { host: hostname, origin };
}

/**
 * What `navigator.credentials.create` is asked for: a discoverable passkey that knows its owner by finger, face or PIN.
 * @param owner `id` becomes the user handle; `name` is what the owner’s password manager shows, so keep it neutral
 *   where somebody else may look on
 * @param known those that the owner has, so that none is made twice
 */
export function optionsToEnrol(
  site: Site,
  siteName: string,
  owner: { readonly id: string; readonly name: string },
  known: readonly Named[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpID: site.host,
    rpName: siteName,
    userID: Uint8Array.from(bytesOfUuid(owner.id)),
    userName: owner.name,
    userDisplayName: owner.name,
    excludeCredentials: known.map(named),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/**
 * What `navigator.credentials.get` is asked for.
 * @param known whose passkeys will do; without them the browser offers all that it has for this site, and nobody learns
 *   who has one
 */
export function optionsToSignIn(
  site: Site,
  known: readonly Named[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    ...(known.length > 0 && { allowCredentials: known.map(named) }),
  });
}

/**
 * The passkey that a browser made for `challenge`.
 * @param challenge that of the options, as it was sent (base64url)
 * @param response what the browser sent, unchecked
 * @returns undefined where it was made for another challenge or site, without its owner being verified, or is malformed
 */
export async function passkeyIn(
  site: Site,
  challenge: string,
  response: unknown,
): Promise<KnownPasskey | undefined> {
  const parsed = registration.safeParse(response);
  if (!parsed.success) return undefined;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: parsed.data as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    });
    if (!registrationInfo) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    return {
      credentialId: Buffer.from(id, 'base64url'),
      publicKey: Buffer.from(publicKey),
      counter,
      transports: parsed.data.response.transports ?? [],
    };
  } catch {
    // The library throws on everything that a stranger may have put in.
    return undefined;
  }
}

/** The passkey that a response says it comes from, to look it up by. Proves nothing yet. */
export function credentialIdIn(response: unknown): Buffer | undefined {
  const parsed = assertion.safeParse(response);
  return parsed.success ? Buffer.from(parsed.data.id, 'base64url') : undefined;
}

/**
 * Whether `response` was signed by `passkey` for `challenge`, with its owner verified.
 * @returns the authenticator’s new count, to be kept; undefined for everything that is wrong, a count that does not go
 *   on (a copy of the passkey is about) among it
 */
export async function counterAfter(
  site: Site,
  challenge: string,
  response: unknown,
  passkey: KnownPasskey,
): Promise<number | undefined> {
  const parsed = assertion.safeParse(response);
  if (!parsed.success) return undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: parsed.data as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: {
        ...named(passkey),
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

function named({ credentialId, transports: ways }: Named): {
  id: string;
  transports: string[];
} {
  return { id: credentialId.toString('base64url'), transports: [...ways] };
}
