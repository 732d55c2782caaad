import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Connection } from '../platform/paging/connection.js';
import { AuditTrailService } from './audit-trail.service.js';
import {
  type AuditEntry,
  AuditEntryConnection,
  AuditExportArgs,
  AuditTrailArgs,
  type ExportedAuditTrail,
  ExportedAuditTrailType,
} from './audit-trail.types.js';

@Resolver()
export class AuditTrailResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Query(() => AuditEntryConnection, { description: 'Who did, or read, what: the newest first.' })
  auditTrail(@Args() args: AuditTrailArgs): Promise<Connection<AuditEntry>> {
    return this.trail.page(args);
  }

  @Query(() => ExportedAuditTrailType, {
    description: 'The same as a file, for those who keep it elsewhere.',
  })
  exportAuditTrail(@Args() args: AuditExportArgs): Promise<ExportedAuditTrail> {
    return this.trail.export(args);
  }
}
