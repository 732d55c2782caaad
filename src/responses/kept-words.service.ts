import { Inject, Injectable } from '@nestjs/common';
import { requireClient } from '../access/actor.js';
import { OPEN_STATES } from '../assignments/assignment.state.js';
import type { Answers } from '../core/worksheet/answers.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import { Vault } from '../platform/vault/vault.service.js';
import { DEVICE_WORKSHEETS, type DeviceAnswers, saysDeviceIsOwn } from './kept-words.rules.js';
import { type SubmissionRow, submissionPlace } from './submission.entity.js';

const KEY = 'kept-words:key';
const NAME = 'kept-words:name';
const OWNER = 'kept-words:owner';
const NAME_BYTES = 6;
const OWNER_BYTES = 6;
/** Where a browser has cryptography for pages without https. */
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** $1 worksheet ids. */
const HANDED_IN = `
  SELECT worksheet_id, id, answers_sealed FROM mendwork.handed_in($1) ORDER BY submitted_at DESC, id DESC`;

/** $1 practice, $2 client, $3 states in which a worksheet is open. */
const OPEN = `
  SELECT a.id, c.data_key_id FROM mendwork.assignment a
  JOIN mendwork.client c ON c.practice_id = a.practice_id AND c.id = a.client_id
  WHERE a.practice_id = $1 AND a.client_id = $2 AND a.state = ANY($3)`;

/** What a browser needs to keep unsent words. All texts are base64url. */
export interface KeepingKey {
  /** 32 bytes for AES-GCM, for one client and one assignment; the browser holds them in memory only. */
  readonly key: string;
  /** Under what name the words lie there. */
  readonly name: string;
  /** The names of all of the client's worksheets that are open: what lies under another is of no use any more. */
  readonly names: readonly string[];
}

/**
 * Unsent words on a client's own device. Nothing of them comes here; here is decided whether they may lie there at all,
 * and with which key: drawn from the client's data key, so that what lies anywhere is lost when that is destroyed.
 */
@Injectable()
export class KeptWordsService {
  private readonly hasCryptography: boolean;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    @Inject(PUBLIC_ADDRESS) publicAddress: string,
  ) {
    const { protocol, hostname } = new URL(publicAddress);
    this.hasCryptography = protocol === 'https:' || THIS_MACHINE.includes(hostname);
  }

  /** May the browser that is asking keep words: is it in the client's own hands, and the device said to be theirs alone? */
  async mayKeep(): Promise<boolean> {
    if (requireClient().place !== 'own' || !this.hasCryptography) return false;
    return saysDeviceIsOwn(await this.deviceAnswers());
  }

  /** What the browser needs for one worksheet; undefined where none is to be kept, or it is no open one of the client's. */
  async keyFor(assignmentId: string): Promise<KeepingKey | undefined> {
    const { practiceId, id: clientId } = requireClient();
    if (!(await this.mayKeep())) return undefined;
    const transaction = await this.unitOfWork.current();
    const open = await transaction.sql<{ id: string; data_key_id: string }>(
      OPEN,
      [practiceId, clientId, OPEN_STATES],
      'kept-words-open',
    );
    const asked = open.find(({ id }) => id === assignmentId);
    if (!asked) return undefined;
    const names = await Promise.all(open.map(({ id, data_key_id: key }) => this.nameOf(key, id)));
    const key = await this.vault.macBy(asked.data_key_id, KEY, asked.id);
    return {
      key: key.toString('base64url'),
      name: names[open.indexOf(asked)] ?? '',
      names,
    };
  }

  /** Marks what is kept for the client who is asking, and says nothing to anybody else: eight letters. */
  async owner(): Promise<string> {
    const mac = await this.vault.mac(OWNER, requireClient().id);
    return mac.toString('base64url', 0, OWNER_BYTES);
  }

  private async nameOf(keyId: string, assignmentId: string): Promise<string> {
    return (await this.vault.macBy(keyId, NAME, assignmentId)).toString('base64url', 0, NAME_BYTES);
  }

  private async deviceAnswers(): Promise<DeviceAnswers> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<
      Pick<SubmissionRow, 'id' | 'answers_sealed'> & { worksheet_id: string }
    >(HANDED_IN, [DEVICE_WORKSHEETS], 'kept-words-device');
    const said: Record<string, Answers[]> = {};
    for (const { worksheet_id: worksheet, id, answers_sealed: sealed } of rows)
      (said[worksheet] ??= []).push(await this.vault.open<Answers>(submissionPlace(id), sealed));
    return said;
  }
}
