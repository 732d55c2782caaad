import { Global, Module } from '@nestjs/common';
import { AuditService } from './audit.service.js';

/** Everybody writes into it, so everybody gets it. */
@Global()
@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
