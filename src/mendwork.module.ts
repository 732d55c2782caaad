import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { MEMBER_SECOND_FACTOR } from './access/member/second-factor.js';
import { PUBLIC_ADDRESS, SECURE_COOKIES } from './platform/http/public-address.js';
import { SchemaGuard } from './access/guard-schema.js';
import { HOST_LOGIN } from './access/host/host-login.types.js';
import { AssignmentsModule } from './assignments/assignments.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { SHIPPED } from './catalogue/catalogue.service.js';
import { ClientsModule } from './clients/clients.module.js';
import { EmbedModule } from './embed/embed.module.js';
import { entities } from './entities.js';
import { GenogramsModule } from './genograms/genograms.module.js';
import type { MendworkOptions } from './mendwork.options.js';
import { CLIENT_LANGUAGES, reviewedLanguages } from './pages/languages.js';
import { EXIT_URL } from './pages/page-renderer.js';
import { ConsoleModule } from './pages/console.module.js';
import { PagesModule } from './pages/pages.module.js';
import type { ReportError } from './platform/graphql/errors.js';
import { graphqlModule } from './platform/graphql/graphql.module.js';
import { GraphiqlModule } from './platform/graphql/graphiql.module.js';
import { describeError } from './platform/log/logger.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { MailModule } from './platform/mail/mail.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { HttpModule } from './platform/http/http.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { RateLimitsModule } from './platform/rate-limits/rate-limits.module.js';
import { PracticesModule } from './practices/practices.module.js';
import { ResponsesModule } from './responses/responses.module.js';
import { WARM_PRESS } from './summaries/press.service.js';
import { SummariesModule } from './summaries/summaries.module.js';

const features = [
  PracticesModule,
  ClientsModule,
  CatalogueModule,
  AssignmentsModule,
  ResponsesModule,
  GenogramsModule,
  SummariesModule,
  EmbedModule,
];

/** Weather: anybody may be looking that up. */
const PLAIN_PAGE = 'https://www.weather.gov/';

/** The plugin. Mounts in any Nest host, on Fastify or Express; see `MendworkOptions`. */
@Module({})
export class MendworkModule {
  static forRoot(options: MendworkOptions): DynamicModule {
    const graphiql = options.graphiql ?? false;
    return {
      module: MendworkModule,
      imports: [
        // Before the others: its middleware goes before theirs.
        HttpModule.forRoot(reportTo(options)),
        PlatformModule.forRoot({
          databaseUrls: options.databaseUrls,
          entities,
          keys: options.keys,
          namedStatements: options.namedStatements ?? true,
          connections: options.connections ?? 10,
        }),
        RateLimitsModule.forRoot(options.rateLimits),
        settingsModule(options),
        JobsModule.forRoot({ logger: options.logger, works: options.jobs ?? true }),
        MailModule.forRoot(options.mail ?? null),
        AuditModule,
        AccessModule,
        ...features,
        PagesModule,
        ConsoleModule,
        NotificationsModule.forRoot({ showOutbox: options.mail?.via === 'folder' }),
        ...(graphiql ? [GraphiqlModule] : []),
        graphqlModule({
          include: [AuditModule, ...features],
          introspection: options.introspection ?? graphiql,
          report: reportTo(options),
          guardModule: AccessModule,
          guard: SchemaGuard,
        }),
      ],
    };
  }
}

function reportTo({ logger }: MendworkOptions): ReportError {
  return (error) => logger.error(describeError(error), 'request failed');
}

/** Values of the options that features ask for by token. */
@Module({})
class SettingsModule {}

function settingsModule(options: MendworkOptions): DynamicModule {
  const providers = [
    { provide: PUBLIC_ADDRESS, useValue: options.publicAddress },
    { provide: SECURE_COOKIES, useValue: options.publicAddress.startsWith('https:') },
    { provide: SHIPPED, useValue: options.worksheets },
    { provide: MEMBER_SECOND_FACTOR, useValue: options.memberSecondFactor ?? 'required' },
    { provide: HOST_LOGIN, useValue: options.hostLogin },
    { provide: WARM_PRESS, useValue: options.warmPress ?? true },
    { provide: CLIENT_LANGUAGES, useValue: options.languages ?? reviewedLanguages() },
    { provide: EXIT_URL, useValue: options.exitUrl ?? PLAIN_PAGE },
  ];
  return {
    module: SettingsModule,
    global: true,
    providers,
    exports: providers.map(({ provide }) => provide),
  };
}
