import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Connection } from '../platform/paging/connection.js';
import { AuditTrailService } from './audit-trail.service.js';
import { type AuditEntry, AuditEntryConnection, AuditTrailArgs } from './audit-trail.types.js';

@Resolver()
export class AuditTrailResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Query(() => AuditEntryConnection, { description: 'Who did, or read, what: the newest first.' })
  auditTrail(@Args() args: AuditTrailArgs): Promise<Connection<AuditEntry>> {
    return this.trail.page(args);
  }
}
