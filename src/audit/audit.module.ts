import { Global, Module } from '@nestjs/common';
import { AuditService } from './audit.service.js';
import { AuditTrailResolver } from './audit-trail.resolver.js';
import { AuditTrailService } from './audit-trail.service.js';

/** Everybody writes into it, so everybody gets it. */
@Global()
@Module({ providers: [AuditService, AuditTrailService, AuditTrailResolver], exports: [AuditService] })
export class AuditModule {}
