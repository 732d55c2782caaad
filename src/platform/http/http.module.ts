import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ReportError } from '../graphql/errors.js';
import { ErrorFilter, REPORT_ERROR } from './error.filter.js';
import { Readiness } from './readiness.js';
import { guardedAdapters } from './request-guard.js';
import { RequestGuardMiddleware } from './request-guard.middleware.js';

/** Where our routes begin, under the prefix of a host. */
const ROOTS = ['auth', 'console', 'embed', 'files', 'graphiql', 'graphql', 'livez', 'me', 'outbox', 'readyz'];

/**
 * What goes for all of our routes. Global and imported first, so that its middleware runs before those that ask who is
 * calling. Where the standalone server guards every request already, nothing is done twice.
 */
@Module({})
export class HttpModule implements NestModule {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  /** @param report gets what the caller is not told */
  static forRoot(report: ReportError): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      providers: [{ provide: REPORT_ERROR, useValue: report }, ErrorFilter, Readiness],
      exports: [REPORT_ERROR, ErrorFilter, Readiness],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    if (guardedAdapters.has(this.adapterHost.httpAdapter)) return;
    consumer.apply(RequestGuardMiddleware).forRoutes(...ROOTS.flatMap((root) => [root, `${root}/*path`]));
  }
}
