import { expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import request from 'supertest';
import { CurrentRequest, type HttpRequest } from '../src/platform/http/exchange.js';
import { createFastifyApp } from '../src/platform/http/fastify.js';
import { createLogger, NestLogger } from '../src/platform/log/logger.js';
import { HttpModule } from '../src/platform/http/http.module.js';

/** Where a request comes from, which tries are counted by: behind a proxy all would come from the proxy. */

@Controller('ip')
class IpController {
  @Get()
  ip(@CurrentRequest() { ip }: HttpRequest): string {
    return ip;
  }
}
@Module({ imports: [HttpModule.forRoot(() => undefined)], controllers: [IpController] })
class IpModule {}

const HERE = '127.0.0.1';

test.each([
  [0, '203.0.113.7', HERE],
  [1, '203.0.113.7', '203.0.113.7'],
  [1, '198.51.100.1, 203.0.113.7', '203.0.113.7'],
  [1, '', HERE],
  [2, '198.51.100.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
])('behind %i proxies, X-Forwarded-For: %j is a request from %s', async (proxies, forwarded, expected) => {
  const app = await createFastifyApp({ module: IpModule }, new NestLogger(createLogger('silent')), {
    proxies,
  });
  await app.getHttpAdapter().getInstance().ready();
  const answer = await request(app.getHttpServer()).get('/ip').set('x-forwarded-for', forwarded);
  expect(answer.text.replace('::ffff:', '')).toBe(expected);
  await app.close();
});
