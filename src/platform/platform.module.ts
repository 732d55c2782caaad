import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntitySchema } from 'typeorm';
import { Idempotency } from './database/idempotency.js';
import { Outbox } from './database/outbox.js';
import { APP_DATA_SOURCE, NAMED_STATEMENTS, UnitOfWork } from './database/unit-of-work.js';
import { FhirpathRunner } from './fhirpath/fhirpath-runner.js';
import { HealthController } from './http/health.controller.js';
import type { KeyProvider } from './vault/key-provider.js';
import { KEY_PROVIDER, Vault } from './vault/vault.service.js';

export interface PlatformOptions {
  readonly databaseUrl: string;
  readonly entities: EntitySchema[];
  readonly keys: KeyProvider;
  readonly namedStatements: boolean;
  readonly connections: number;
}

const services = [UnitOfWork, Idempotency, Outbox, Vault];

/** What every feature stands on. Global within Mendwork, so that features name only each other. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(APP_DATA_SOURCE) private readonly dataSource: DataSource) {}

  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: APP_DATA_SOURCE, useFactory: () => appDataSource(options).initialize() },
        { provide: NAMED_STATEMENTS, useValue: options.namedStatements },
        { provide: KEY_PROVIDER, useValue: options.keys },
        { provide: FhirpathRunner, useFactory: () => new FhirpathRunner() },
        ...services,
      ],
      exports: [APP_DATA_SOURCE, KEY_PROVIDER, FhirpathRunner, ...services],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

function appDataSource(options: PlatformOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.databaseUrl,
    schema: 'mendwork',
    entities: options.entities,
    installExtensions: false,
    // Faults of the pool's idle connections; the next statement gets a new one.
    poolErrorHandler: () => undefined,
    extra: { max: options.connections, connectionTimeoutMillis: 3_000, query_timeout: 8_000 },
  });
}
