import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { AuditDetailScalar, DateTime } from '../platform/graphql/scalars.js';
import { connectionOf, PageArgs } from '../platform/paging/connection.js';

/** One entry of the audit as it is shown: ids, codes and counts; nothing that anybody wrote. */
export interface AuditEntry {
  /** Its number in the practice’s chain. */
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly clientId: string | null;
  readonly clientCode: string | null;
  readonly requestId: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

@ObjectType('AuditEntry', { description: 'Who did, or read, what. Ids, codes and counts alone.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Its number in the practice’s chain, from 1 without gaps.' }) id: string;
  @Field(() => DateTime) at: Date;
  @Field(() => String, { description: 'Such as submission.read or access.refused.' }) action: string;
  @Field(() => String, { description: 'member, client or system.' }) actorKind: string;
  @Field(() => ID) actorId: string;
  @Field(() => ID, { nullable: true, description: 'Whom it is about.' }) clientId: string | null;
  @Field(() => String, { nullable: true }) clientCode: string | null;
  @Field(() => String, { description: 'What was done in one request bears one.' }) requestId: string;
  @Field(() => AuditDetailScalar) detail: Readonly<Record<string, unknown>>;
}

@InputType()
export class AuditFilter {
  @Field(() => String, { nullable: true, description: 'A client’s code or id.' }) client?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who did it.' }) memberId?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Nothing from before.' }) since?: Date | null;
}

@ArgsType()
export class AuditTrailArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true }) filter?: AuditFilter | null;
}

@ArgsType()
export class AuditExportArgs {
  @Field(() => AuditFilter, { nullable: true }) filter?: AuditFilter | null;
  @Field(() => String, { nullable: true, description: 'Where the file before ended: its after.' })
  after?: string | null;
}

/** The audit as a file. */
export interface ExportedAuditTrail {
  readonly csv: string;
  readonly count: number;
  readonly after: string | null;
}

@ObjectType('ExportedAuditTrail', { description: 'The audit as a file for a spreadsheet.' })
export class ExportedAuditTrailType {
  @Field(() => String, { description: 'CSV by RFC 4180, in UTF-8; no cell is carried out as a formula.' })
  csv: string;
  @Field(() => Int, { description: 'Entries in it, at most 5,000.' }) count: number;
  @Field(() => String, { nullable: true, description: 'Ask on from here; null where nothing is left.' })
  after: string | null;
}

export const AuditEntryConnection = connectionOf(AuditEntryType, 'AuditEntry');
