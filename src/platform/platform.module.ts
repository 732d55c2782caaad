import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, EntitySchema } from 'typeorm';
import { Idempotency } from './database/idempotency.js';
import { JOB_DATA_SOURCE, JobWork } from './database/job-work.js';
import { LOGIN_DATA_SOURCE, LoginWork } from './database/login-work.js';
import { Outbox } from './database/outbox.js';
import { openRoleDataSource } from './database/pools.js';
import type { PerRole } from './database/roles.js';
import { APP_DATA_SOURCE, NAMED_STATEMENTS, UnitOfWork } from './database/unit-of-work.js';
import { FhirpathRunner } from './fhirpath/fhirpath-runner.js';
import { HealthController } from './http/health.controller.js';
import type { KeyProvider } from './vault/key-provider.js';
import { KEY_PROVIDER, Vault } from './vault/vault.service.js';

export interface PlatformOptions {
  readonly databaseUrls: PerRole<string>;
  readonly entities: EntitySchema[];
  readonly keys: KeyProvider;
  readonly namedStatements: boolean;
  /** Connections for requests at a time. */
  readonly connections: number;
}

/** Signing in is short work; mails are few. */
const LOGIN_CONNECTIONS = 5;
const JOB_CONNECTIONS = 2;

const services = [UnitOfWork, LoginWork, JobWork, Idempotency, Outbox, Vault];

/** What every feature stands on. Global within Mendwork, so that features name only each other. */
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    @Inject(APP_DATA_SOURCE) private readonly app: DataSource,
    @Inject(LOGIN_DATA_SOURCE) private readonly login: DataSource,
    @Inject(JOB_DATA_SOURCE) private readonly job: DataSource,
  ) {}

  static forRoot(options: PlatformOptions): DynamicModule {
    const { databaseUrls, entities } = options;
    const pool = (url: string, connections: number) => () =>
      openRoleDataSource({ url, entities, connections });
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [
        { provide: APP_DATA_SOURCE, useFactory: pool(databaseUrls.app, options.connections) },
        { provide: LOGIN_DATA_SOURCE, useFactory: pool(databaseUrls.login, LOGIN_CONNECTIONS) },
        { provide: JOB_DATA_SOURCE, useFactory: pool(databaseUrls.job, JOB_CONNECTIONS) },
        { provide: NAMED_STATEMENTS, useValue: options.namedStatements },
        { provide: KEY_PROVIDER, useValue: options.keys },
        { provide: FhirpathRunner, useFactory: () => new FhirpathRunner() },
        ...services,
      ],
      exports: [
        APP_DATA_SOURCE,
        LOGIN_DATA_SOURCE,
        JOB_DATA_SOURCE,
        NAMED_STATEMENTS,
        KEY_PROVIDER,
        FhirpathRunner,
        ...services,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    for (const dataSource of [this.app, this.login, this.job]) await dataSource.destroy();
  }
}
