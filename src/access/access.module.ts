import { Global, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { GraphqlRequestsMiddleware } from '../platform/rate-limits/graphql-requests.middleware.js';
import { ActorScope, SignedInMiddleware } from './access.middleware.js';
import { Callers } from './callers.service.js';
import { ClientEntryService } from './client/client-entry.service.js';
import { ClientLinksService } from './client/client-links.service.js';
import { ClientPasskeysService } from './client/client-passkeys.service.js';
import { ClientPinsService } from './client/client-pins.service.js';
import { ClientRequests } from './client/client-requests.service.js';
import { ClientSessionsService } from './client/client-sessions.service.js';
import { ClientUnlockService } from './client/client-unlock.service.js';
import { SchemaGuard } from './guard-schema.js';
import { HandedOver } from './handed-over.js';
import { HostMembersService } from './host/host-members.service.js';
import { HostProvider } from './host/host-provider.js';
import { HostSignInController } from './host/host-sign-in.controller.js';
import { HostSignInService } from './host/host-sign-in.service.js';
import { HostTokensService } from './host/host-tokens.service.js';
import { LoginChallenges } from './login-challenges.service.js';
import { AccessTokensService } from './member/access-tokens.service.js';
import { MemberActorsService } from './member/member-actors.service.js';
import { MemberSessionsService } from './member/member-sessions.service.js';
import { MemberAcceptanceService } from './member/member-acceptance.service.js';
import { MemberAccountService } from './member/member-account.service.js';
import { MemberEnrolmentService } from './member/member-enrolment.service.js';
import { MemberFactorsService } from './member/member-factors.service.js';
import { MemberFactsService } from './member/member-facts.service.js';
import { MemberInvitationsService } from './member/member-invitations.service.js';
import { MemberPasswordsService } from './member/member-passwords.service.js';
import { MemberRecoveryCodesService } from './member/member-recovery-codes.service.js';
import { MemberRequests } from './member/member-requests.service.js';
import { MemberSignInService } from './member/member-sign-in.service.js';
import { MemberTotpService } from './member/member-totp.service.js';
import { AccessTokenController } from './member/access-token.controller.js';
import { PasskeyAccountService } from './member/passkey-account.service.js';
import { PasskeyController } from './member/passkey.controller.js';
import { PasskeySignInService } from './member/passkey-sign-in.service.js';
import { MemberPasskeysService } from './member/passkeys.service.js';
import { MemberAccountController } from './member/member-account.controller.js';
import { MemberSignInController } from './member/member-sign-in.controller.js';
import { LoginLimits } from './login-limits.service.js';
import { Refusals } from './refusals.service.js';

const members = [
  AccessTokensService,
  MemberActorsService,
  MemberSessionsService,
  MemberAcceptanceService,
  MemberAccountService,
  MemberEnrolmentService,
  MemberFactorsService,
  MemberFactsService,
  MemberInvitationsService,
  MemberPasswordsService,
  MemberRecoveryCodesService,
  MemberRequests,
  MemberSignInService,
  MemberTotpService,
  MemberPasskeysService,
  PasskeyAccountService,
  PasskeySignInService,
];
const clients = [
  ClientEntryService,
  ClientLinksService,
  ClientPasskeysService,
  ClientPinsService,
  ClientRequests,
  ClientSessionsService,
  ClientUnlockService,
];
const host = [HostMembersService, HostProvider, HostSignInService, HostTokensService];
const services = [
  ActorScope,
  Callers,
  HandedOver,
  LoginChallenges,
  LoginLimits,
  Refusals,
  SchemaGuard,
  ...members,
  ...clients,
  ...host,
];

/** Who is calling. Global within Mendwork: every feature asks. */
@Global()
@Module({
  controllers: [
    HostSignInController,
    MemberAccountController,
    MemberSignInController,
    AccessTokenController,
    PasskeyController,
  ],
  providers: services,
  exports: services,
})
export class AccessModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SignedInMiddleware, GraphqlRequestsMiddleware).forRoutes('graphql');
  }
}
