/** Another factor that a member may show. */
export type Way = 'totp' | 'recovery_code' | 'passkey';

/** Where signing in goes on. */
export type Next =
  | { readonly next: 'second_factor'; readonly challenge: string; readonly ways: readonly Way[] }
  | { readonly next: 'enrol'; readonly challenge: string }
  | { readonly next: 'done' };

/** What enrolling a factor came to; recovery codes come with the first one and are told this once. */
export interface Enrolled {
  readonly recoveryCodes?: readonly string[];
  readonly next?: 'done';
}

/** What is asked of the browser’s passkeys. */
export interface PasskeyOptions<Options> {
  readonly challenge: string;
  readonly options: Options;
}

/** A new secret for an authenticator app. */
export interface NewTotp {
  readonly secret: string;
  readonly uri: string;
  readonly qrSvg: string;
}

/** Whom an invitation is for. */
export interface Invited {
  readonly displayName: string;
  readonly roles: readonly string[];
}

/** The signed-in member. */
export interface Me {
  readonly id: string;
  readonly practiceId: string;
  readonly practiceName: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly hasPasskey: boolean;
  readonly recoveryCodesLeft: number;
}

/** A browser on which the member is signed in. */
export interface Device {
  readonly id: string;
  readonly label: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly seenAt: string;
}

/** A passkey in its owner’s list. */
export interface Passkey {
  readonly id: string;
  readonly label: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
}

/** An access token in its owner’s list. */
export interface Token {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly usedAt: string | null;
  readonly expiresAt: string;
}

/** An access token at its making. */
export interface NewToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}
