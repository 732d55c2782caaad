import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** Flags of the authenticator data (WebAuthn 3, 6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

/** What this authenticator does otherwise than it should. */
export interface Deviation {
  readonly origin?: string;
  readonly host?: string;
  /** False: nobody showed a finger, a face or a PIN. */
  readonly verified?: boolean;
  /** What it says of how often it was used, instead of one more than before. */
  readonly counter?: number;
  readonly challenge?: string;
}

/** A passkey in software, with one key pair: for tests without a browser, and for answers that no browser would give. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  private counter = 0;

  constructor(private readonly origin = 'http://localhost') {
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** Answers `navigator.credentials.create`. */
  create(
    options: Pick<PublicKeyCredentialCreationOptionsJSON, 'challenge'>,
    deviation: Deviation = {},
  ): RegistrationResponseJSON {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64url'));
    // COSE_Key (RFC 9053): EC2, ES256, P-256.
    const key = new Map<string | number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]);
    const data = Buffer.concat([
      this.data(deviation, ATTESTED),
      Buffer.alloc(16),
      Buffer.from([0, this.credentialId.length]),
      this.credentialId,
      isoCBOR.encode(key),
    ]);
    const attestation = new Map<string | number, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(data)],
    ]);
    return {
      ...this.named(),
      response: {
        clientDataJSON: this.clientData('webauthn.create', options.challenge, deviation).toString(
          'base64url',
        ),
        attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Answers `navigator.credentials.get`. */
  get(
    options: Pick<PublicKeyCredentialRequestOptionsJSON, 'challenge'>,
    deviation: Deviation = {},
  ): AuthenticationResponseJSON {
    this.counter += 1;
    const data = this.data({ counter: this.counter, ...deviation }, 0);
    const clientData = this.clientData('webauthn.get', options.challenge, deviation);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return {
      ...this.named(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
      },
    };
  }

  private named() {
    const id = this.credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  private data({ host, verified = true, counter = 0 }: Deviation, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([
      createHash('sha256')
        .update(host ?? new URL(this.origin).hostname)
        .digest(),
      Buffer.from([PRESENT | (verified ? VERIFIED : 0) | more]),
      count,
    ]);
  }

  private clientData(type: string, challenge: string, deviation: Deviation): Buffer {
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: deviation.challenge ?? challenge,
        origin: deviation.origin ?? this.origin,
        crossOrigin: false,
      }),
    );
  }
}
