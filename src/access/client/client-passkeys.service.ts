import { Inject, Injectable } from '@nestjs/common';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { LoginWork } from '../../platform/database/login-work.js';
import { currentTenant } from '../../platform/database/tenant.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { requireClient } from '../actor.js';
import { LoginChallenges } from '../login-challenges.service.js';
import {
  counterAfter,
  credentialIdIn,
  optionsToEnrol,
  optionsToSignIn,
  passkeyIn,
  type Site,
  siteOf,
} from '../webauthn.js';

/** What the browser’s own list of passkeys shows to whoever looks on: it says nothing of what this is. */
const NEUTRAL_NAME = 'My page';
/** More than anybody has devices, and few enough to be read through. */
const MOST = 10;

/** A passkey as its owner is shown it. */
export interface ClientPasskey {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
}

/** What a browser needs to ask its authenticator. `challenge` comes back with the answer, and is good once. */
export interface PasskeyQuestion<Options> {
  readonly challenge: string;
  readonly options: Options;
}

interface Row {
  id: string;
  credential_id: Buffer;
  public_key: Buffer;
  counter: string;
  transports: string[];
}

/** Clients’ passkeys. Every method acts in the current unit of work. */
@Injectable()
export class ClientPasskeysService {
  private readonly site: Site;

  constructor(
    private readonly work: LoginWork,
    private readonly challenges: LoginChallenges,
    private readonly audit: AuditService,
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
  ) {
    this.site = siteOf(publicAddress);
  }

  /** The caller’s passkeys, the oldest first. */
  async list(): Promise<ClientPasskey[]> {
    const { practiceId, id: clientId } = requireClient();
    const transaction = await this.work.current();
    const rows = await transaction.sql<{ id: string; label: string; created_at: Date }>(
      `SELECT id, label, created_at FROM mendwork.client_passkey
       WHERE practice_id = $1 AND client_id = $2 ORDER BY created_at, id`,
      [practiceId, clientId],
    );
    return rows.map(({ id, label, created_at }) => ({ id, label, createdAt: created_at }));
  }

  /** Asks the caller’s browser to make a passkey. */
  async askToEnrol(): Promise<PasskeyQuestion<PublicKeyCredentialCreationOptionsJSON>> {
    const { id: clientId } = requireClient();
    const known = (await this.rowsOf(clientId)).map(toKnown);
    const owner = { id: clientId, name: NEUTRAL_NAME };
    const options = await optionsToEnrol(this.site, NEUTRAL_NAME, owner, known);
    const challenge = await this.challenges.open({
      kind: 'passkey_registration',
      clientId,
      payload: options.challenge,
    });
    return { challenge, options };
  }

  /**
   * Keeps the passkey that the caller’s browser made.
   * @returns its id; undefined where the answer fits no question, or there are too many passkeys
   */
  async add(answer: { challenge: string; response: unknown; label: string }): Promise<string | undefined> {
    const { practiceId, id: clientId } = requireClient();
    const asked = await this.challenges.spend(answer.challenge, 'passkey_registration');
    if (asked?.clientId !== clientId) return undefined;
    const passkey = await passkeyIn(this.site, String(asked.payload), answer.response);
    if (!passkey || (await this.rowsOf(clientId)).length >= MOST) return undefined;
    const transaction = await this.work.current();
    const [added] = await transaction.sql<{ id: string }>(
      `INSERT INTO mendwork.client_passkey
         (practice_id, id, client_id, credential_id, public_key, counter, transports, label)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (practice_id, credential_id) DO NOTHING RETURNING id`,
      [
        practiceId,
        uuidv7(),
        clientId,
        passkey.credentialId,
        passkey.publicKey,
        passkey.counter,
        passkey.transports,
        answer.label,
      ],
    );
    if (added) await this.audit.record({ action: 'client_passkey.added', clientId, passkeyId: added.id });
    return added?.id;
  }

  /** Removes one of the caller’s passkeys. What is none of theirs is passed over: no answer tells of it. */
  async remove(passkeyId: string): Promise<void> {
    const { practiceId, id: clientId } = requireClient();
    if (!isUuid(passkeyId)) return;
    const transaction = await this.work.current();
    const [removed] = await transaction.sql(
      'DELETE FROM mendwork.client_passkey WHERE practice_id = $1 AND client_id = $2 AND id = $3 RETURNING id',
      [practiceId, clientId, passkeyId],
    );
    if (removed) await this.audit.record({ action: 'client_passkey.removed', clientId, passkeyId });
  }

  /** Asks the browser of `clientId` to show one of the client’s passkeys; undefined where there is none. */
  async askToShow(
    clientId: string,
  ): Promise<PasskeyQuestion<PublicKeyCredentialRequestOptionsJSON> | undefined> {
    const known = (await this.rowsOf(clientId)).map(toKnown);
    if (known.length === 0) return undefined;
    const options = await optionsToSignIn(this.site, known);
    const challenge = await this.challenges.open({ kind: 'step_up', clientId, payload: options.challenge });
    return { challenge, options };
  }

  /** Whether `response` shows one of `clientId`’s passkeys as asked. The challenge is used up in either case. */
  async isShown(clientId: string, answer: { challenge: string; response: unknown }): Promise<boolean> {
    const asked = await this.challenges.spend(answer.challenge, 'step_up');
    const credentialId = credentialIdIn(answer.response);
    if (asked?.clientId !== clientId || !credentialId) return false;
    const row = (await this.rowsOf(clientId)).find((one) => one.credential_id.equals(credentialId));
    if (!row) return false;
    const counter = await counterAfter(this.site, String(asked.payload), answer.response, toKnown(row));
    if (counter === undefined) return false;
    const transaction = await this.work.current();
    const counted = await transaction.sql(
      `UPDATE mendwork.client_passkey SET counter = $3, used_at = now()
       WHERE practice_id = $1 AND id = $2 AND counter = $4 RETURNING id`,
      [currentTenant().practiceId, row.id, counter, row.counter],
    );
    return counted.length === 1;
  }

  private async rowsOf(clientId: string): Promise<Row[]> {
    const transaction = await this.work.current();
    return transaction.sql<Row>(
      `SELECT id, credential_id, public_key, counter, transports FROM mendwork.client_passkey
       WHERE practice_id = $1 AND client_id = $2 ORDER BY created_at, id`,
      [currentTenant().practiceId, clientId],
    );
  }
}

function toKnown({ credential_id, public_key, counter, transports }: Row) {
  return { credentialId: credential_id, publicKey: public_key, counter: Number(counter), transports };
}
