import { applyDecorators, Controller, UseFilters, UseInterceptors } from '@nestjs/common';
import { ErrorFilter } from './error.filter.js';
import { HttpReplyInterceptor } from './exchange.js';

/**
 * A controller of ours: it answers with `HttpReply`, and its errors have our shape in any host, whose own filters are
 * left as they are.
 */
export const RestController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path), UseInterceptors(HttpReplyInterceptor), UseFilters(ErrorFilter));
