import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { messages } from '../messages.js';
import type { Enrolled, Next, PasskeyOptions } from './auth.types.js';
import { type Answer, type Ask, refused } from './http.js';

/** Whether this browser has passkeys; they need https or this very machine. */
export const passkeysWork = browserSupportsWebAuthn;

interface Shown {
  readonly challenge: string;
  readonly response: AuthenticationResponseJSON;
}

/**
 * Signs in by a passkey.
 * @param challenge of a log-in that waits for its second factor: then only that member’s passkeys will do
 */
export async function signInByPasskey(
  ask: Ask,
  practiceId: string,
  challenge?: string,
): Promise<Answer<Next>> {
  const shown = await show(ask, '/auth/passkey/options', { practiceId, ...(challenge && { challenge }) });
  return shown.ok ? ask('POST', '/auth/passkey/sign-in', { practiceId, ...shown.data }) : shown;
}

/** Shows a passkey again, for what needs a fresh sign. */
export async function stepUpByPasskey(ask: Ask): Promise<Answer<object>> {
  const shown = await show(ask, '/auth/passkey/step-up-options', {});
  if (!shown.ok) return shown;
  const { challenge, response } = shown.data;
  return ask('POST', '/auth/step-up', { passkeyChallenge: challenge, response });
}

/**
 * Makes a passkey and has the server keep it.
 * @param enrolment of a log-in that waits for a first second factor; without it, for whoever is signed in
 */
export async function enrolPasskey(ask: Ask, label: string, enrolment?: string): Promise<Answer<Enrolled>> {
  if (!passkeysWork()) return refused('PASSKEY', messages.problems.passkeyUnsupported);
  const begun = await ask<PasskeyOptions<PublicKeyCredentialCreationOptionsJSON>>(
    'POST',
    '/auth/passkeys/options',
    { ...(enrolment && { challenge: enrolment }) },
  );
  if (!begun.ok) return begun;
  const { challenge, options } = begun.data;
  let response: RegistrationResponseJSON;
  try {
    response = await startRegistration({ optionsJSON: options });
  } catch (error) {
    return refused('PASSKEY', wordsFor(error));
  }
  return ask('POST', '/auth/passkeys', {
    ...(enrolment && { challenge: enrolment }),
    passkeyChallenge: challenge,
    response,
    label,
  });
}

async function show(ask: Ask, address: string, body: object): Promise<Answer<Shown>> {
  if (!passkeysWork()) return refused('PASSKEY', messages.problems.passkeyUnsupported);
  const begun = await ask<PasskeyOptions<PublicKeyCredentialRequestOptionsJSON>>('POST', address, body);
  if (!begun.ok) return begun;
  const { challenge, options } = begun.data;
  try {
    const response = await startAuthentication({ optionsJSON: options });
    return { ...begun, data: { challenge, response } };
  } catch (error) {
    return refused('PASSKEY', wordsFor(error));
  }
}

function wordsFor(error: unknown): string {
  const { problems } = messages;
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    return problems.passkeyKnown;
  const name = error instanceof Error ? error.name : '';
  return name === 'NotAllowedError' || name === 'AbortError'
    ? problems.passkeyCancelled
    : problems.passkeyFailed;
}
