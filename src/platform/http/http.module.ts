import { Global, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Readiness } from './readiness.js';
import { guardedAdapters } from './request-guard.js';
import { RequestGuardMiddleware } from './request-guard.middleware.js';

/** Where our routes begin, under the prefix of a host. */
const ROOTS = ['auth', 'console', 'files', 'graphiql', 'graphql', 'livez', 'me', 'outbox', 'readyz'];

/**
 * What goes for all of our routes. Global and imported first, so that its middleware runs before those that ask who is
 * calling. Where the standalone server guards every request already, nothing is done twice.
 */
@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
export class HttpModule implements NestModule {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  configure(consumer: MiddlewareConsumer): void {
    if (guardedAdapters.has(this.adapterHost.httpAdapter)) return;
    consumer.apply(RequestGuardMiddleware).forRoutes(...ROOTS.flatMap((root) => [root, `${root}/*path`]));
  }
}
