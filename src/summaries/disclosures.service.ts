import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { GivenWorksheetsService } from '../assignments/given.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { UNREADABLE } from '../core/worksheet/values.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { localDay } from '../platform/local-day.js';
import { type Connection, type PageArgs, readPage, toConnection } from '../platform/paging/connection.js';
import { type Place, Vault } from '../platform/vault/vault.service.js';
import { PracticeSettingsService } from '../practices/practice-settings.service.js';
import { PracticesService } from '../practices/practices.service.js';
import { SubmissionsService } from '../responses/submissions.service.js';
import { disclosureContent, type DisclosedSubmission } from './disclosure.content.js';
import type { DisclosureRow } from './disclosure.entity.js';
import type { Standing } from './disclosure.release.js';
import { DisclosureScopeService } from './disclosure-scope.service.js';
import {
  DISCLOSURE_GROUNDS,
  type DisclosedSheet,
  type Disclosure,
  type DisclosureDetails,
  type DisclosureRefused,
  type DisclosureResult,
  type MakeDisclosureInput,
  type RefusalReason,
} from './disclosure.types.js';
import { FileLinksService } from './file-links.service.js';
import type { FileTicket, PrintedFile, SignedLink } from './file-links.types.js';
import { FileMakers } from './file-makers.service.js';
import { part2Notice, part2NoticeOn } from './part2-notices.js';
import { PressService } from './press.service.js';
import type { Paper } from './session-summary.types.js';

const CANNOT_BE_KEPT = 'There are characters here that cannot be kept. Type it again.';
const words = (max: number): z.ZodString =>
  z.string().trim().min(1, 'Say it in a few words.').max(max, `At most ${max} characters.`);
const line = (max: number): z.ZodString =>
  words(max).regex(/^[^\p{Control}\p{Surrogate}]*$/u, CANNOT_BE_KEPT);
const day = z.iso.date();

const asking = z.object({
  clientId: z.string(),
  recipient: line(300),
  purpose: line(300),
  covers: words(1_000).refine((text) => !UNREADABLE.test(text), CANNOT_BE_KEPT),
  scope: z.union([
    z.object({
      submissionIds: z.array(z.string()).min(1, 'Name a submission.').max(100, 'At most 100 submissions.'),
    }),
    z.object({ sessionId: z.string() }),
    z
      .object({ period: z.object({ from: day, to: day }) })
      .refine(({ period }) => period.from <= period.to, 'The first day comes before the last.'),
  ]),
  allowedBy: z.union([
    z.object({
      consent: z.object({
        signedBy: line(200),
        signedOn: day,
        expires: z.union([z.object({ on: day }), z.object({ when: line(200) })]),
      }),
    }),
    z.object({ authority: z.object({ ground: z.enum(DISCLOSURE_GROUNDS), words: line(300) }) }),
  ]),
  includesPart2: z.boolean(),
});
type Asked = z.infer<typeof asking>;

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  PART2_NOT_DECIDED:
    'The practice has not said yet what 42 CFR Part 2 makes of it. An admin sets it in the practice settings; nothing is disclosed before.',
  CONSENT_NOT_IN_FORCE:
    'This consent is over, or is dated later than today. Have a new one signed, or check its dates.',
  PART2_GROUND:
    '42 CFR Part 2 applies. Without consent it allows disclosure on a court’s order under that rule, in a medical emergency, for audit or evaluation, and for research; a subpoena or another law alone is not enough. Ask a lawyer, or have a consent signed.',
  NOT_FOR_DISCLOSURE:
    'One of these was withdrawn, was handed in anew since, or never leaves the practice. Leave it out.',
  NOTHING_TO_DISCLOSE: 'Nothing that this covers was handed in. Check what is to go, and the days.',
  TOO_MUCH: 'One document holds at most 100 worksheets. Disclose a shorter period.',
};

/** Records that leave the practice: who gets what, what for, and what allows it. Each is kept, and none is changed. */
@Injectable()
export class DisclosuresService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly clients: ClientsService,
    private readonly practices: PracticesService,
    private readonly settings: PracticeSettingsService,
    private readonly scope: DisclosureScopeService,
    private readonly submissions: SubmissionsService,
    private readonly given: GivenWorksheetsService,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
    private readonly links: FileLinksService,
    private readonly makers: FileMakers,
    private readonly press: PressService,
  ) {}

  onModuleInit(): void {
    this.makers.on('disclosure', (ticket) => this.print(ticket));
  }

  /** Notes a disclosure. What it holds is settled here: it prints the same whatever comes in later. */
  async make({ idempotencyKey, ...input }: MakeDisclosureInput): Promise<DisclosureResult> {
    const { practiceId, id: memberId } = requireMember();
    const asked = checkInput(asking, input);
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('makeDisclosure', idempotencyKey, input, id);
      if (!claim.first) return (await this.find(claim.resultId)) ?? notFound();
      const keyId = await this.clients.dataKeyOf(asked.clientId);
      if (!keyId) throw new Undo<DisclosureResult>(notFound());
      const now = new Date();
      const notice = await this.noticeFor(asked, now);
      const submissionIds = await this.scope.settle(asked.clientId, asked.scope, now);
      if (submissionIds === 'NOT_FOUND') throw new Undo<DisclosureResult>(notFound());
      if (typeof submissionIds === 'string') throw refused(submissionIds);
      const { recipient, purpose, covers, allowedBy, includesPart2 } = asked;
      const details: DisclosureDetails = {
        recipient,
        purpose,
        covers,
        allowedBy,
        includesPart2,
        submissionIds,
      };
      const transaction = await this.unitOfWork.current();
      await transaction.sql(
        `INSERT INTO mendwork.disclosure
           (practice_id, id, client_id, made_by, made_at, basis, statement, details_sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          practiceId,
          id,
          asked.clientId,
          memberId,
          now,
          'consent' in allowedBy ? 'consent' : 'other',
          notice,
          await this.vault.seal(keyId, placeOf(id), details),
        ],
      );
      await this.audit.record({
        action: 'disclosure.made',
        clientId: asked.clientId,
        disclosureId: id,
        submissionIds,
      });
      return (await this.find(id)) ?? notFound();
    });
  }

  /** What was disclosed of a client's record, the oldest first: the accounting of disclosures (45 CFR 164.528). */
  async ofClient(clientId: string, args: PageArgs): Promise<Connection<Disclosure>> {
    const { limit, after } = readPage(args);
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<DisclosureRow>(
      `SELECT * FROM mendwork.disclosure
       WHERE practice_id = $1 AND client_id = $2 AND (made_at, id) > ($3::timestamptz, $4::uuid)
       ORDER BY made_at, id LIMIT $5`,
      [currentTenant().practiceId, clientId, after.at, after.id, limit],
    );
    const disclosures = await Promise.all(rows.map((row) => this.open(row)));
    await this.audit.record({
      action: 'disclosures.listed',
      clientId,
      count: Math.min(rows.length, args.first),
    });
    return toConnection(args, disclosures, ({ madeAt, id }) => ({ at: madeAt, id }));
  }

  /** What a disclosure holds, by name. */
  async sheetsOf({ clientId, details }: Disclosure): Promise<readonly DisclosedSheet[]> {
    return this.scope.listed(clientId, details.submissionIds);
  }

  /** An address of a disclosure's PDF for five minutes. */
  async pdf({ id }: Disclosure, paper?: Paper | null): Promise<SignedLink> {
    const size = paper ?? (await this.practices.current()).paper;
    return this.links.sign({ kind: 'disclosure', disclosureId: id, paper: size });
  }

  /**
   * Prints a disclosure as it was made, and notes the print; a file copy where it could not go out today. Undefined when
   * it is not there for the caller.
   */
  async print({ disclosureId, paper }: FileTicket<'disclosure'>): Promise<PrintedFile | undefined> {
    const made = await this.unitOfWork.write(async () => {
      const disclosure = await this.find(disclosureId);
      if (!disclosure) return undefined;
      const { clientId, details } = disclosure;
      const practice = await this.practices.current();
      const client = await this.clients.load(clientId);
      await this.audit.record({
        action: 'disclosure.printed',
        clientId,
        disclosureId,
        submissionIds: details.submissionIds,
      });
      const content = disclosureContent({
        practice: { name: practice.name, timeZone: practice.time_zone },
        client: { code: client?.code ?? '' },
        madeAt: disclosure.madeAt,
        madeBy: await this.practices.memberName(disclosure.madeBy),
        details,
        notice: disclosure.notice === null ? null : part2Notice(disclosure.notice),
        standing: await this.standing(disclosure, practice.time_zone),
        submissions: await this.held(details),
      });
      return { content, day: localDay(disclosure.madeAt, practice.time_zone) };
    });
    if (!made) return undefined;
    const { content, day: madeOn } = made;
    return {
      name: `record-${content.code}-${madeOn.replaceAll('-', '')}.pdf`,
      bytes: await this.press.print({ kind: 'disclosure', content, paper }),
    };
  }

  /** The version of the notice that has to be on it; null where Part 2 does not apply. @throws {Undo} */
  private async noticeFor({ allowedBy, includesPart2 }: Asked, now: Date): Promise<string | null> {
    const { part2 } = await this.settings.current();
    if (part2 === null) throw refused('PART2_NOT_DECIDED');
    const today = localDay(now, (await this.practices.current()).time_zone);
    if ('consent' in allowedBy) {
      const { signedOn, expires } = allowedBy.consent;
      if (signedOn > today || ('on' in expires && expires.on < today)) throw refused('CONSENT_NOT_IN_FORCE');
    }
    if (part2 !== 'PROGRAM' && !includesPart2) return null;
    if ('authority' in allowedBy && allowedBy.authority.ground === 'OTHER_LAW') throw refused('PART2_GROUND');
    return part2NoticeOn(today).version;
  }

  private async standing({ clientId, details }: Disclosure, timeZone: string): Promise<Standing> {
    const { part2 } = await this.settings.current();
    const sheets = await this.scope.listed(clientId, details.submissionIds);
    return {
      today: localDay(new Date(), timeZone),
      part2,
      allStand: sheets.every(({ stands }) => stands),
    };
  }

  private async held(details: DisclosureDetails): Promise<readonly DisclosedSubmission[]> {
    const held: DisclosedSubmission[] = [];
    for (const submissionId of details.submissionIds) {
      const submission = await this.submissions.get(submissionId);
      // What is disclosed is kept: one that is missing would make the list untrue.
      if (submission.__typename === 'NotFound')
        throw new Error('A submission that was disclosed is missing.');
      const { worksheet, hash } = await this.given.open(submission.given);
      const { submittedAt, revision, answers } = submission;
      held.push({ worksheet, hash, submittedAt, revision, answers });
    }
    return held;
  }

  private async find(id: string): Promise<Disclosure | undefined> {
    if (!isUuid(id)) return undefined;
    const transaction = await this.unitOfWork.current();
    const [row] = await transaction.sql<DisclosureRow>(
      'SELECT * FROM mendwork.disclosure WHERE practice_id = $1 AND id = $2',
      [currentTenant().practiceId, id],
    );
    return row && this.open(row);
  }

  private async open(row: DisclosureRow): Promise<Disclosure> {
    return {
      __typename: 'Disclosure',
      id: row.id,
      clientId: row.client_id,
      madeBy: row.made_by,
      madeAt: row.made_at,
      basis: row.basis,
      notice: row.statement,
      details: await this.vault.open<DisclosureDetails>(placeOf(row.id), row.details_sealed),
    };
  }
}

function refused(reason: RefusalReason): Undo<DisclosureRefused> {
  return new Undo({ __typename: 'DisclosureRefused', reason, message: REFUSALS[reason] });
}

function placeOf(id: string): Place {
  return { table: 'disclosure', column: 'details_sealed', rowId: id };
}
