import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ClientsService } from '../clients/clients.service.js';
import type { Move } from '../core/genogram/moves.js';
import { MOST_PERSONS } from '../core/genogram/family.js';
import { FAMILY_WORKSHEET } from '../core/genogram/family-worksheet.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError } from '../platform/errors/problem.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { localDay } from '../platform/local-day.js';
import { Vault } from '../platform/vault/vault.service.js';
import { PracticesService } from '../practices/practices.service.js';
import { SubmissionsService } from '../responses/submissions.service.js';
import { drawGenogram } from './draw-genogram.js';
import { type GenogramLayoutRow, movesPlace } from './genogram-layout.entity.js';
import type {
  GenogramResult,
  GenogramView,
  MoveOnGenogramInput,
  MoveOnGenogramResult,
} from './genogram.types.js';

/** How a clinician sees a map who has asked for nothing else. */
export const CLINICIANS_VIEW: GenogramView = { mode: 'clinician', show: [], deathsInWords: false };

/** Keeps the moves if they were made on the newest layout. $1 practice, $2 client, $3 sealed, $4 revision seen, $5 member. */
const KEEP = `
  INSERT INTO mendwork.genogram_layout AS l (practice_id, client_id, moves_sealed, revision, moved_by)
  SELECT $1, $2, $3, 1, $5 WHERE $4 = 0
  ON CONFLICT (practice_id, client_id) DO NOTHING
  RETURNING revision`;
const KEEP_AGAIN = `
  UPDATE mendwork.genogram_layout SET moves_sealed = $3, revision = revision + 1, moved_by = $5, moved_at = now()
  WHERE practice_id = $1 AND client_id = $2 AND revision = $4
  RETURNING revision`;

/** Draws clients' families from what they handed in last, and keeps where people were moved to by hand. */
@Injectable()
export class GenogramsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly clients: ClientsService,
    private readonly practices: PracticesService,
    private readonly submissions: SubmissionsService,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** A client's family; NotFound where nothing was handed in that tells of one, or nothing for the caller. */
  async of(clientId: string, view: GenogramView): Promise<GenogramResult> {
    if (!isUuid(clientId)) return notFound();
    const now = new Date();
    const [submission] = await this.submissions.lastOfWorksheets(clientId, [FAMILY_WORKSHEET], now, 1);
    if (!submission) return notFound();
    const { time_zone } = await this.practices.current();
    const { moves, revision } = await this.layoutOf(clientId);
    const today = Number(localDay(now, time_zone).slice(0, 4));
    const drawn = drawGenogram(submission.answers, view, { moves, today });
    if (!drawn.drawn)
      return {
        __typename: 'GenogramNotDrawn',
        message:
          drawn.findings.length === 0
            ? 'Nobody of the family was named. Send the worksheet back to the client, or fill it in together.'
            : 'What was written of the family cannot be drawn. Look at the findings with the client and send the worksheet back.',
        findings: drawn.findings,
      };
    return {
      __typename: 'Genogram',
      clientId,
      submittedAt: submission.submittedAt,
      revision,
      view,
      scenes: drawn.scenes,
      persons: drawn.persons,
      findings: drawn.findings,
    };
  }

  /**
   * Keeps where people were moved to, all of them at once; the facts stay as they are.
   * @throws PublicError BAD_INPUT for a place that is no number, or more places than a family has people
   */
  async move({ idempotencyKey, ...asked }: MoveOnGenogramInput): Promise<MoveOnGenogramResult> {
    const { clientId, revision } = asked;
    const moves = checkedMoves(asked.moves);
    return this.unitOfWork.write(async () => {
      const keyId = isUuid(clientId) ? await this.clients.dataKeyOf(clientId) : undefined;
      if (keyId === undefined) throw new Undo<MoveOnGenogramResult>(notFound());
      const { first } = await this.idempotency.claim('moveOnGenogram', idempotencyKey, asked, clientId);
      if (!first) return this.of(clientId, CLINICIANS_VIEW);
      const transaction = await this.unitOfWork.current();
      const kept = await transaction.sql(revision === 0 ? KEEP : KEEP_AGAIN, [
        currentTenant().practiceId,
        clientId,
        await this.vault.seal(keyId, movesPlace(clientId), moves),
        revision,
        requireMember().id,
      ]);
      const drawn = await this.of(clientId, CLINICIANS_VIEW);
      if (drawn.__typename !== 'Genogram') throw new Undo<MoveOnGenogramResult>(drawn);
      if (kept.length === 0)
        throw new Undo<MoveOnGenogramResult>({
          __typename: 'GenogramMoved',
          message:
            'Somebody has moved people on this map since you opened it. Look at it and move them again.',
          current: drawn,
        });
      await this.audit.record({ action: 'genogram.moved', clientId });
      return drawn;
    });
  }

  private async layoutOf(clientId: string): Promise<{ moves: readonly Move[]; revision: number }> {
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<GenogramLayoutRow>(
      'SELECT * FROM mendwork.genogram_layout WHERE practice_id = $1 AND client_id = $2',
      [currentTenant().practiceId, clientId],
      'genogram-layout',
    );
    if (!row) return { moves: [], revision: 0 };
    return {
      moves: await this.vault.open<readonly Move[]>(movesPlace(clientId), row.moves_sealed),
      revision: row.revision,
    };
  }
}

function checkedMoves(moves: MoveOnGenogramInput['moves']): readonly Move[] {
  if (moves.length > MOST_PERSONS)
    throw new PublicError('BAD_INPUT', `A map has at most ${MOST_PERSONS} people. Move fewer.`);
  if (moves.some(({ person }) => !/^[A-Za-z0-9-]{1,36}$/.test(person)))
    throw new PublicError('BAD_INPUT', 'Name each person by the id that the map gives.');
  return moves.map(({ person, x }) => ({ person, x, y: 0 }));
}
