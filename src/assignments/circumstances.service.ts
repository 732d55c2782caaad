import { Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { CouplesService, type CouplePlace, type IncidentRole } from '../clients/couples.service.js';
import type { Answers } from '../core/worksheet/answers.js';
import type { Circumstances, InsertName, Promised, Worksheet } from '../core/worksheet/definition.js';
import type { CrisisLine, Locale } from '../core/worksheet/locale.js';
import { asksOf } from '../core/worksheet/tailor.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { localDay } from '../platform/local-day.js';
import { Vault } from '../platform/vault/vault.service.js';
import { PoliciesService } from '../practices/policies.service.js';
import { type PracticePolicies, SECRETS_POLICIES } from '../practices/policy.types.js';
import { PracticesService } from '../practices/practices.service.js';
import type {
  AssignWorksheetInput,
  NothingApart,
  NotToBeAssigned,
  RoleNeeded,
  UnknownDecision,
} from './assignment.types.js';
import { GivenWorksheetsService } from './given.service.js';
import { type GivenColumns, givenWorksheet } from './given.types.js';
import { AGREEMENT, agreementOn, type AnsweredAgreement, promisesInForce } from './promises.js';
import type { JointAgreement } from './promises.types.js';

/** The decision that is the practice's, made by recording its protocol, and no clinician's for one sheet. */
const RISK_PROTOCOL = 'risk_protocol';

/**
 * The latest agreement of a client, or of the partner since the two were joined, after passing over some. What was
 * handed in belongs to a feature to the right of this one; of all of it, an assignment needs to know this alone.
 * $1 practice, $2 client, $3 partners, $4 since when the partners', $5 how many later ones to pass over.
 */
const AGREEMENT_BEHIND = `
  SELECT s.id, s.answers_sealed, s.submitted_at, s.assignment_id, a.worksheet_hash, a.practice_made, a.circumstances_sealed
  FROM mendwork.submission s
  JOIN mendwork.assignment a ON a.practice_id = s.practice_id AND a.id = s.assignment_id
  WHERE s.practice_id = $1 AND a.worksheet_id = '${AGREEMENT}'
    AND (s.client_id = $2 OR (s.client_id = ANY($3::uuid[]) AND a.assigned_at >= $4))
  ORDER BY s.submitted_at DESC, s.id DESC LIMIT 1 OFFSET $5`;

interface AgreementRow extends GivenColumns {
  readonly id: string;
  readonly answers_sealed: Buffer;
  readonly submitted_at: Date;
  readonly assignment_id: string;
}

type Asked = Pick<AssignWorksheetInput, 'clientId' | 'role' | 'decisions' | 'apart'>;

/** Finds out what a worksheet has to know before the first answer, at the moment when it is given. */
@Injectable()
export class CircumstancesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly practices: PracticesService,
    private readonly policies: PoliciesService,
    private readonly couples: CouplesService,
    private readonly catalogue: CatalogueService,
    private readonly given: GivenWorksheetsService,
    private readonly vault: Vault,
  ) {}

  /** Gathers what the worksheet asks for and nothing else, or says what is missing or not known. */
  async gather(asked: Asked, worksheet: Worksheet): Promise<Circumstances | NotToBeAssigned> {
    const asks = asksOf(worksheet);
    const known = asks.decisions.filter((decision) => decision !== RISK_PROTOCOL);
    const decided = asked.decisions ?? [];
    if (decided.some((decision) => !known.includes(decision))) return unknownDecision(known);
    const isOfCouple = asks.role || asks.promises || asked.apart === true;
    const place = isOfCouple ? await this.couples.placeOf(asked.clientId) : undefined;
    const apart = asks.apart.find((side) => asked.apart === true && side === place?.side);
    if (asked.apart && !apart) return NOTHING_APART;
    const role = asks.role ? (asked.role ?? place?.role) : undefined;
    if (asks.role && !role) return ROLE_NEEDED;
    const standing = await this.policies.standing();
    const mayAskOfRisk = standing.riskProtocol !== null && asks.decisions.includes(RISK_PROTOCOL);
    return {
      ...(role && { role }),
      ...(apart && { apart }),
      decisions: [...new Set(decided), ...(mayAskOfRisk ? [RISK_PROTOCOL] : [])],
      ...(asks.promises && { promises: await this.promises(asked.clientId, place) }),
      inserts: this.inserts(asks.inserts, standing),
    };
  }

  /**
   * What a worksheet on paper is fitted to, before it is anybody's: whatever waits for a clinician's decision is on it,
   * since handing it over is that decision. The lines to call in a crisis stand on the paper by themselves.
   */
  async onPaper(worksheet: Worksheet, role: IncidentRole | null): Promise<Circumstances | RoleNeeded> {
    const asks = asksOf(worksheet);
    if (asks.role && !role) return ROLE_NEEDED;
    const standing = await this.policies.standing();
    const decided = asks.decisions.filter(
      (decision) => decision !== RISK_PROTOCOL || standing.riskProtocol !== null,
    );
    const inserts = asks.inserts.filter((name) => name !== 'crisis_lines');
    return { ...(role && { role }), decisions: decided, inserts: this.inserts(inserts, standing) };
  }

  /**
   * What the client and the partner have agreed on together, as it is on a day; null where they have not.
   * @param today YYYY-MM-DD in the practice's zone
   */
  async agreement(clientId: string, today: string): Promise<JointAgreement | null> {
    const place = await this.couples.placeOf(clientId);
    const agreement = await this.jointAgreement(clientId, place);
    return agreement ? agreementOn(await this.open(agreement), today) : null;
  }

  private async promises(clientId: string, place: CouplePlace | undefined): Promise<readonly Promised[]> {
    const agreement = await this.jointAgreement(clientId, place);
    if (!agreement) return [];
    const { worksheet, answers } = await this.open(agreement);
    const { time_zone: timeZone } = await this.practices.current();
    return promisesInForce(worksheet, answers, localDay(new Date(), timeZone));
  }

  private async open(agreement: AgreementRow): Promise<AnsweredAgreement> {
    const { worksheet } = await this.catalogue.version(givenWorksheet(agreement.assignment_id, agreement));
    const sealed = { table: 'submission', column: 'answers_sealed', rowId: agreement.id };
    return {
      worksheet,
      answers: await this.vault.open<Answers>(sealed, agreement.answers_sealed),
      submittedAt: agreement.submitted_at,
    };
  }

  /**
   * The latest agreement that was filled in as a whole. What one partner is asked alone bears the agreement's id too;
   * that it was answered must not show to the other. Which it is only the sealed circumstances say, so one is read
   * after the other until one serves; nearly always the first does.
   */
  private async jointAgreement(
    clientId: string,
    place: CouplePlace | undefined,
  ): Promise<AgreementRow | undefined> {
    const transaction = await this.unitOfWork.current();
    const whose = [currentTenant().practiceId, clientId, place?.partnerIds ?? [], place?.since ?? null];
    for (let later = 0; ; later += 1) {
      const [agreement] = await transaction.sql<AgreementRow>(AGREEMENT_BEHIND, [...whose, later]);
      if (!agreement) return undefined;
      const { apart } = await this.given.fittedTo(givenWorksheet(agreement.assignment_id, agreement));
      if (!apart) return agreement;
    }
  }

  private inserts(
    names: readonly InsertName[],
    { riskProtocol, secretsPolicy }: PracticePolicies,
  ): NonNullable<Circumstances['inserts']> {
    const texts: Readonly<Record<InsertName, string | undefined>> = {
      risk_protocol: riskProtocol?.howSoon,
      secrets_policy: secretsPolicy ? SECRETS_POLICIES[secretsPolicy.policy] : undefined,
      crisis_lines: crisisText(this.catalogue.locale),
    };
    return Object.fromEntries(names.flatMap((name) => (texts[name] ? [[name, texts[name]]] : [])));
  }
}

/** A paragraph each: whoever needs one looks for it in a hurry. */
function crisisText({ region, emergency, crisisLines }: Locale): string {
  const lines = crisisLines.map((line) => `${line.name}: ${waysTo(line).join(', ')}`);
  return [`Emergency (${region}): ${emergency}`, ...lines].join('\n\n');
}

function waysTo({ phone, text, url }: CrisisLine): string[] {
  const inWords = text && text.charAt(0).toLowerCase() + text.slice(1);
  return [phone && `call ${phone}`, inWords, url].filter((way) => way !== undefined);
}

const NOTHING_APART: NothingApart = {
  __typename: 'NothingApart',
  message:
    'This worksheet has no question for this client alone. Assign it whole, or assign the joint sheet of the client’s couple.',
};

const ROLE_NEEDED: RoleNeeded = {
  __typename: 'RoleNeeded',
  message:
    'This worksheet asks different things of who was hurt and who repairs. Send the client’s role; to assign it, you can record the role for the couple instead.',
};

function unknownDecision(known: readonly string[]): UnknownDecision {
  return {
    __typename: 'UnknownDecision',
    message: known.length
      ? 'This worksheet knows no such decision. Take one that it knows, or none.'
      : 'This worksheet waits for no decision. Assign it without one.',
    known,
  };
}
