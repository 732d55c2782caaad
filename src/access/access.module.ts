import { Global, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ActorScope, SignedInMiddleware } from './access.middleware.js';
import { ClientLinksService } from './client/client-links.service.js';
import { ClientSessionsService } from './client/client-sessions.service.js';
import { SchemaGuard } from './guard-schema.js';
import { MemberActorsService } from './member/member-actors.service.js';
import { MemberTokensService } from './member/member-tokens.service.js';

const services = [
  ActorScope,
  ClientLinksService,
  ClientSessionsService,
  MemberActorsService,
  MemberTokensService,
  SchemaGuard,
];

/** Who is calling. Global within Mendwork: every feature asks. */
@Global()
@Module({ imports: [DiscoveryModule], providers: services, exports: services })
export class AccessModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SignedInMiddleware).forRoutes('graphql');
  }
}
