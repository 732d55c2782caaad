import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { UNREADABLE } from '../core/worksheet/values.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { checkInput } from '../platform/errors/check-input.js';
import type {
  PracticePolicies,
  RecordRiskProtocolInput,
  RecordSecretsPolicyInput,
  RiskProtocol,
  SecretsPolicy,
} from './policy.types.js';
import type { PracticePolicyRow } from './practice-policy.entity.js';

type Kind = PracticePolicyRow['kind'];
type StandingRow = PracticePolicyRow & { readonly display_name: string };

/** What each kind holds, where there is one. */
interface Newest {
  readonly risk_protocol?: NonNullable<PracticePolicies['riskProtocol']>;
  readonly secrets_policy?: NonNullable<PracticePolicies['secretsPolicy']>;
}

const CANNOT_BE_KEPT = 'There are characters here that cannot be kept. Type it again.';
const words = (max: number): z.ZodString =>
  z.string().trim().min(1, 'Say it in a few words.').max(max, `At most ${max} characters.`);
const line = words(300).regex(/^[^\p{Control}\p{Surrogate}]*$/u, CANNOT_BE_KEPT);
const lines = words(1_000).refine((text) => !UNREADABLE.test(text), CANNOT_BE_KEPT);
const riskProtocol = z.object({ readBy: line, howSoon: line, action: lines });

const STANDING = `
  SELECT DISTINCT ON (p.kind) p.kind, p.body, p.recorded_at, m.display_name FROM mendwork.practice_policy p
  JOIN mendwork.member m ON m.practice_id = p.practice_id AND m.id = p.recorded_by
  WHERE p.practice_id = $1 ORDER BY p.kind, p.recorded_at DESC, p.id DESC`;

/** What a practice has recorded of how it works. What was recorded is kept; the newest of a kind stands. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditService,
  ) {}

  /** What stands now. */
  async standing(): Promise<PracticePolicies> {
    const transaction = await this.unitOfWork.current();
    const rows = await transaction.sql<StandingRow>(
      STANDING,
      [currentTenant().practiceId],
      'practice-policies',
    );
    const newest = Object.fromEntries(rows.map((row) => [row.kind, present(row)])) as Newest;
    return {
      riskProtocol: newest.risk_protocol ?? null,
      secretsPolicy: newest.secrets_policy ?? null,
    };
  }

  /** Records who reads answers about risk. Worksheets given from now on ask about it, where they are made to. */
  recordRiskProtocol({ idempotencyKey, ...asked }: RecordRiskProtocolInput): Promise<PracticePolicies> {
    const body: RiskProtocol = checkInput(riskProtocol, asked);
    return this.record('risk_protocol', body, 'recordRiskProtocol', idempotencyKey);
  }

  /** Records the practice's policy on secrets, which worksheets given from now on tell clients. */
  recordSecretsPolicy({ idempotencyKey, policy }: RecordSecretsPolicyInput): Promise<PracticePolicies> {
    const body: SecretsPolicy = { policy };
    return this.record('secrets_policy', body, 'recordSecretsPolicy', idempotencyKey);
  }

  private async record(kind: Kind, body: object, operation: string, key: string): Promise<PracticePolicies> {
    const { practiceId, id: memberId } = requireMember();
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim(operation, key, body, id);
      if (claim.first) {
        const transaction = await this.unitOfWork.current();
        await transaction.sql(
          `INSERT INTO mendwork.practice_policy (practice_id, id, kind, body, recorded_by)
           VALUES ($1, $2, $3, $4, $5)`,
          [practiceId, id, kind, body, memberId],
        );
        await this.audit.record({ action: `${kind}.recorded`, policyId: id });
      }
      return this.standing();
    });
  }
}

function present({ body, display_name: recordedBy, recorded_at: recordedAt }: StandingRow): object {
  return { ...body, recordedBy, recordedAt };
}
