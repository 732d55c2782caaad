import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { runAsSystem } from '../access/actor.js';
import { LoginWork } from '../platform/database/login-work.js';
import { currentTenant } from '../platform/database/tenant.js';
import { open, seal, type SealedPlace } from '../platform/vault/seal.js';
import { Vault } from '../platform/vault/vault.service.js';
import type { Fields } from '../web/client/control.js';

/** The field that brings a carried form back. No item of a worksheet can have such a name. */
export const CARRIED_FIELD = '_carried';

const PURPOSE = 'carried-form';

/**
 * Forms that came back from a browser whose session is over or locked. They go back to it, to be sent again once
 * somebody is signed in; sealed, since whoever has the browser now may not be who wrote. Nothing is stored.
 */
@Injectable()
export class CarriedForms {
  constructor(
    private readonly work: LoginWork,
    private readonly vault: Vault,
  ) {}

  /** Seals the fields of a form for the address that it was going to; '' where there is no such practice. */
  async seal(practiceId: string, requestId: string, to: string, fields: Fields): Promise<string> {
    if (!isUuid(practiceId)) return '';
    const key = await this.keyOf(practiceId, requestId).catch(() => undefined);
    if (!key) return '';
    const text = Buffer.from(JSON.stringify(fields));
    return seal(key, practiceId, placeOf(practiceId, to), text).toString('base64url');
  }

  /** The fields again, for the client who is signed in now; undefined where they are for another address or practice. */
  async open(to: string, sealed: string): Promise<Fields | undefined> {
    const { practiceId } = currentTenant();
    const key = await this.vault.mac(PURPOSE, practiceId);
    try {
      const text = open(key, placeOf(practiceId, to), Buffer.from(sealed, 'base64url'));
      return JSON.parse(text.toString()) as Fields;
    } catch {
      return undefined;
    }
  }

  private keyOf(practiceId: string, requestId: string): Promise<Buffer> {
    return runAsSystem(practiceId, requestId, () =>
      this.work.write(() => this.vault.mac(PURPOSE, practiceId)),
    );
  }
}

function placeOf(practiceId: string, to: string): SealedPlace {
  return { practiceId, table: PURPOSE, column: to, rowId: '' };
}
