import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { PUBLIC_ADDRESS, SECURE_COOKIES } from './platform/http/public-address.js';
import { SchemaGuard } from './access/guard-schema.js';
import { AssignmentsModule } from './assignments/assignments.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { SHIPPED } from './catalogue/catalogue.service.js';
import { ClientsModule } from './clients/clients.module.js';
import { entities } from './entities.js';
import type { MendworkOptions } from './mendwork.options.js';
import { PagesModule } from './pages/pages.module.js';
import { graphqlModule } from './platform/graphql/graphql.module.js';
import { GraphiqlModule } from './platform/graphql/graphiql.module.js';
import { describeError } from './platform/log/logger.js';
import { PlatformModule } from './platform/platform.module.js';
import { PracticesModule } from './practices/practices.module.js';
import { ResponsesModule } from './responses/responses.module.js';
import { SummariesModule } from './summaries/summaries.module.js';

const features = [
  PracticesModule,
  ClientsModule,
  CatalogueModule,
  AssignmentsModule,
  ResponsesModule,
  SummariesModule,
];

/** The plugin. Mounts in any Nest host, on Fastify or Express; see `MendworkOptions`. */
@Module({})
export class MendworkModule {
  static forRoot(options: MendworkOptions): DynamicModule {
    const introspection = options.graphiql ?? false;
    return {
      module: MendworkModule,
      imports: [
        PlatformModule.forRoot({
          databaseUrls: options.databaseUrls,
          entities,
          keys: options.keys,
          namedStatements: options.namedStatements ?? true,
          connections: options.connections ?? 10,
        }),
        settingsModule(options),
        AuditModule,
        AccessModule,
        ...features,
        PagesModule,
        ...(introspection ? [GraphiqlModule] : []),
        graphqlModule({
          include: features,
          introspection,
          report: (error) => options.logger.error(describeError(error), 'request failed'),
          guardModule: AccessModule,
          guard: SchemaGuard,
        }),
      ],
    };
  }
}

/** Values of the options that features ask for by token. */
@Module({})
class SettingsModule {}

function settingsModule(options: MendworkOptions): DynamicModule {
  const providers = [
    { provide: PUBLIC_ADDRESS, useValue: options.publicAddress },
    { provide: SECURE_COOKIES, useValue: options.publicAddress.startsWith('https:') },
    { provide: SHIPPED, useValue: options.worksheets },
  ];
  return {
    module: SettingsModule,
    global: true,
    providers,
    exports: providers.map(({ provide }) => provide),
  };
}
