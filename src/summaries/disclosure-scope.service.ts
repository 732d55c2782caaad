import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { type GivenColumns, givenWorksheet } from '../assignments/given.types.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { CouplesService } from '../clients/couples.service.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { daysAfter, localMoment } from '../platform/local-day.js';
import { PracticesService } from '../practices/practices.service.js';
import { leavesByNameAlone, mayLeave } from './disclosure.rules.js';
import type { DisclosedSheet, RefusalReason } from './disclosure.types.js';
import type { Session } from './session.types.js';
import { SessionsService } from './sessions.service.js';

/** What is asked for: submissions by name, what came in for a session, or within days (YYYY-MM-DD). */
export type AskedScope =
  | { readonly submissionIds: readonly string[] }
  | { readonly sessionId: string }
  | { readonly period: { readonly from: string; readonly to: string } };

/** Worksheets in one document. */
const MOST = 100;

/**
 * What a client handed in, and whether it stands: it was neither taken back nor handed in anew. $1 practice, $2 client,
 * $3 ids or null, $4 from, $5 before.
 */
const HANDED_IN = `
  SELECT * FROM (
  SELECT s.id, s.assignment_id, s.submitted_at, a.worksheet_hash, a.practice_made, a.circumstances_sealed,
    a.state <> 'withdrawn' AND NOT EXISTS (
      SELECT 1 FROM mendwork.submission later
      WHERE later.practice_id = s.practice_id AND later.assignment_id = s.assignment_id AND later.revision > s.revision
    ) AS stands
  FROM mendwork.submission s
  JOIN mendwork.assignment a ON a.practice_id = s.practice_id AND a.id = s.assignment_id
  WHERE s.practice_id = $1 AND s.client_id = $2 AND ($3::uuid[] IS NULL OR s.id = ANY($3))
    AND s.submitted_at >= $4 AND s.submitted_at < $5) AS handed_in
  WHERE stands OR $3::uuid[] IS NOT NULL
  ORDER BY submitted_at, id LIMIT ${MOST + 1}`;

interface HandedIn extends GivenColumns {
  readonly id: string;
  readonly assignment_id: string;
  readonly submitted_at: Date;
  readonly stands: boolean;
}

/** What a disclosure lists, and whether it still stands: it was neither taken back nor handed in anew. */
export interface ListedSheet extends DisclosedSheet {
  readonly stands: boolean;
}

/** Why nothing is settled: what was named is not there for the caller, or it may not go. */
export type Unsettled = RefusalReason | 'NOT_FOUND';

const EVER: readonly [Date, Date] = [new Date(0), new Date(8.64e15)];

/** Settles which submissions a disclosure holds, and names them. It reads no answers. */
@Injectable()
export class DisclosureScopeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly sessions: SessionsService,
    private readonly couples: CouplesService,
    private readonly given: GivenWorksheetsService,
  ) {}

  /** The ids of the submissions, in the order in which they were handed in; or why there are none. */
  async settle(clientId: string, scope: AskedScope, now: Date): Promise<readonly string[] | Unsettled> {
    if ('submissionIds' in scope) return this.named(clientId, [...new Set(scope.submissionIds)]);
    const within =
      'period' in scope ? await this.days(scope.period) : await this.session(clientId, scope.sessionId, now);
    if (!within) return 'NOT_FOUND';
    const rows = await this.select(clientId, null, within);
    if (rows.length > MOST) return 'TOO_MUCH';
    const leaving: string[] = [];
    for (const row of rows) {
      const { worksheet } = await this.given.open(givenWorksheet(row.assignment_id, row));
      if (mayLeave(worksheet) && !leavesByNameAlone(worksheet)) leaving.push(row.id);
    }
    return leaving.length > 0 ? leaving : 'NOTHING_TO_DISCLOSE';
  }

  /** What was disclosed of a client, by name, in the order in which it was handed in. */
  async listed(clientId: string, ids: readonly string[]): Promise<readonly ListedSheet[]> {
    const rows = await this.select(clientId, ids, EVER);
    // What is disclosed is kept: one that is missing would make the list untrue.
    if (rows.length < ids.length) throw new Error('A submission that was disclosed is missing.');
    const sheets: ListedSheet[] = [];
    for (const row of rows) {
      const { worksheet } = await this.given.open(givenWorksheet(row.assignment_id, row));
      const { id: submissionId, submitted_at: submittedAt, stands } = row;
      sheets.push({ submissionId, title: worksheet.title, submittedAt, stands });
    }
    return sheets;
  }

  /** One answer for what is missing and what is another's. */
  private async named(clientId: string, ids: readonly string[]): Promise<readonly string[] | Unsettled> {
    if (!ids.every((id) => isUuid(id))) return 'NOT_FOUND';
    const rows = await this.select(clientId, ids, EVER);
    if (rows.length < ids.length) return 'NOT_FOUND';
    for (const row of rows) {
      const { worksheet } = await this.given.open(givenWorksheet(row.assignment_id, row));
      if (!row.stands || !mayLeave(worksheet)) return 'NOT_FOR_DISCLOSURE';
    }
    return rows.map(({ id }) => id);
  }

  private async days({ from, to }: { from: string; to: string }): Promise<readonly [Date, Date]> {
    const { time_zone: zone } = await this.practices.current();
    return [localMoment(from, 0, zone), localMoment(daysAfter(to, 1), 0, zone)];
  }

  /** From the session before up to this one, as far as it is the client's. */
  private async session(
    clientId: string,
    sessionId: string,
    now: Date,
  ): Promise<readonly [Date, Date] | undefined> {
    const session = await this.sessions.get(sessionId);
    if (session.__typename === 'NotFound' || !(await this.isOf(session, clientId))) return undefined;
    const { last } = await this.sessions.before(session, 1);
    return [last[0] ?? EVER[0], now < session.startsAt ? now : session.startsAt];
  }

  private async isOf(session: Session, clientId: string): Promise<boolean> {
    if (session.coupleId === null) return session.clientId === clientId;
    return (await this.couples.partners(session.coupleId)).some((partner) => partner.clientId === clientId);
  }

  private async select(
    clientId: string,
    ids: readonly string[] | null,
    [from, before]: readonly [Date, Date],
  ): Promise<HandedIn[]> {
    const transaction = await this.unitOfWork.current();
    return transaction.sql<HandedIn>(HANDED_IN, [currentTenant().practiceId, clientId, ids, from, before]);
  }
}
