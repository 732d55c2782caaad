import type { EntitySchema } from 'typeorm';
import { ClientLinkEntity } from './access/client/client-link.entity.js';
import { ClientSessionEntity } from './access/client/client-session.entity.js';
import { LoginChallengeEntity } from './access/login-challenge.entity.js';
import { AccessTokenEntity } from './access/member/access-token.entity.js';
import { MemberInvitationEntity } from './access/member/member-invitation.entity.js';
import { ClientPasskeyEntity, MemberPasskeyEntity } from './access/passkey.entity.js';
import { MemberPasswordEntity } from './access/member/member-password.entity.js';
import { MemberRecoveryCodeEntity } from './access/member/member-recovery-code.entity.js';
import { MemberSessionEntity } from './access/member/member-session.entity.js';
import { MemberTotpEntity } from './access/member/member-totp.entity.js';
import { HostIdentityEntity } from './access/host/host-identity.entity.js';
import { ClientLinkRequestEntity } from './access/client/client-link-request.entity.js';
import { ClientPinEntity } from './access/client/client-pin.entity.js';
import { ContactProposalEntity } from './clients/contact-proposal.entity.js';
import { BreakGlassEntity } from './clients/break-glass.entity.js';
import { RateLimitEntity } from './platform/rate-limits/rate-limit.entity.js';
import { AssignmentEntity } from './assignments/assignment.entity.js';
import { AuditEntryEntity, AuditHeadEntity } from './audit/audit-entry.entity.js';
import { PracticeWorksheetEntity } from './catalogue/practice-worksheet.entity.js';
import { WorksheetVersionEntity } from './catalogue/worksheet-version.entity.js';
import { CareTeamEntity } from './clients/care-team.entity.js';
import { ClientEntity } from './clients/client.entity.js';
import { CoupleEntity, CoupleMemberEntity } from './clients/couple.entity.js';
import { GenogramLayoutEntity } from './genograms/genogram-layout.entity.js';
import { IdempotencyEntity } from './platform/database/idempotency.entity.js';
import { OutboxEntity } from './platform/database/outbox.entity.js';
import { DataKeyEntity } from './platform/vault/data-key.entity.js';
import { MemberEntity } from './practices/member.entity.js';
import { PracticePolicyEntity } from './practices/practice-policy.entity.js';
import { PracticeEntity } from './practices/practice.entity.js';
import { DraftEntity } from './responses/draft.entity.js';
import { FlagEntity } from './responses/flag.entity.js';
import { SubmissionEntity } from './responses/submission.entity.js';
import { DisclosureEntity } from './summaries/disclosure.entity.js';
import { EveningEntity } from './summaries/evening.entity.js';
import { PreparedPrintEntity } from './summaries/prepared-print.entity.js';
import { SessionEntity } from './summaries/session.entity.js';

/** Every table that the code knows; migrations are checked against this list. */
export const entities: EntitySchema[] = [
  AccessTokenEntity,
  BreakGlassEntity,
  ClientLinkRequestEntity,
  ClientPasskeyEntity,
  ClientPinEntity,
  ContactProposalEntity,
  HostIdentityEntity,
  LoginChallengeEntity,
  MemberInvitationEntity,
  MemberPasskeyEntity,
  MemberPasswordEntity,
  MemberRecoveryCodeEntity,
  MemberSessionEntity,
  MemberTotpEntity,
  RateLimitEntity,
  AssignmentEntity,
  AuditEntryEntity,
  AuditHeadEntity,
  CareTeamEntity,
  ClientEntity,
  ClientLinkEntity,
  ClientSessionEntity,
  CoupleEntity,
  CoupleMemberEntity,
  DataKeyEntity,
  DisclosureEntity,
  DraftEntity,
  EveningEntity,
  FlagEntity,
  GenogramLayoutEntity,
  IdempotencyEntity,
  MemberEntity,
  OutboxEntity,
  PracticeEntity,
  PracticePolicyEntity,
  PracticeWorksheetEntity,
  PreparedPrintEntity,
  SessionEntity,
  SubmissionEntity,
  WorksheetVersionEntity,
];
