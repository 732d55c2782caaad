import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { authCall, type AuthReply } from './auth-calls.js';

const GIVEN_UP: AuthReply = { kind: 'refused' };

/** Opens the session that was left with a passkey. What the browser or its owner breaks off counts as refused. */
export async function unlockByPasskey(basePath: string): Promise<AuthReply> {
  const asked = await authCall(basePath, 'passkey/options', {});
  if (asked.kind !== 'ok') return asked;
  try {
    const optionsJSON = asked.body.options as PublicKeyCredentialRequestOptionsJSON;
    const response = await startAuthentication({ optionsJSON });
    return await authCall(basePath, 'unlock', { passkeyChallenge: asked.body.challenge, response });
  } catch {
    return GIVEN_UP;
  }
}

/** Makes a passkey on this device and tells the server. */
export async function addPasskey(basePath: string, label: string): Promise<AuthReply> {
  const asked = await authCall(basePath, 'passkeys/options', {});
  if (asked.kind !== 'ok') return asked;
  try {
    const optionsJSON = asked.body.options as PublicKeyCredentialCreationOptionsJSON;
    const response = await startRegistration({ optionsJSON });
    return await authCall(basePath, 'passkeys', { challenge: asked.body.challenge, response, label });
  } catch {
    return GIVEN_UP;
  }
}
