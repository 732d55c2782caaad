import type { EntitySchema } from 'typeorm';
import { ClientLinkEntity } from './access/client-link.entity.js';
import { ClientSessionEntity } from './access/client-session.entity.js';
import { AssignmentEntity } from './assignments/assignment.entity.js';
import { AuditEntryEntity, AuditHeadEntity } from './audit/audit-entry.entity.js';
import { PracticeWorksheetEntity } from './catalogue/practice-worksheet.entity.js';
import { WorksheetVersionEntity } from './catalogue/worksheet-version.entity.js';
import { CareTeamEntity } from './clients/care-team.entity.js';
import { ClientEntity } from './clients/client.entity.js';
import { CoupleEntity, CoupleMemberEntity } from './clients/couple.entity.js';
import { IdempotencyEntity } from './platform/database/idempotency.entity.js';
import { OutboxEntity } from './platform/database/outbox.entity.js';
import { DataKeyEntity } from './platform/vault/data-key.entity.js';
import { MemberEntity } from './practices/member.entity.js';
import { PracticePolicyEntity } from './practices/practice-policy.entity.js';
import { PracticeEntity } from './practices/practice.entity.js';
import { DraftEntity } from './responses/draft.entity.js';
import { FlagEntity } from './responses/flag.entity.js';
import { SubmissionEntity } from './responses/submission.entity.js';
import { SessionEntity } from './summaries/session.entity.js';

/** Every table that the code knows; migrations are checked against this list. */
export const entities: EntitySchema[] = [
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
  DraftEntity,
  FlagEntity,
  IdempotencyEntity,
  MemberEntity,
  OutboxEntity,
  PracticeEntity,
  PracticePolicyEntity,
  PracticeWorksheetEntity,
  SessionEntity,
  SubmissionEntity,
  WorksheetVersionEntity,
];
