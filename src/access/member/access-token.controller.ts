import { Delete, Get, Param, Post } from '@nestjs/common';
import { CurrentRequest, HttpReply, type HttpRequest } from '../../platform/http/exchange.js';
import { RestController } from '../../platform/http/rest-controller.js';
import { AccessTokensService } from './access-tokens.service.js';
import { MemberRequests } from './member-requests.service.js';
import { requireSteppedUp } from './step-up.js';

/** A member’s own access tokens. They are made in a browser only: no token makes another. */
@RestController('auth/access-tokens')
export class AccessTokenController {
  constructor(
    private readonly requests: MemberRequests,
    private readonly tokens: AccessTokensService,
  ) {}

  @Get()
  list(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async ({ id }) => HttpReply.json(await this.tokens.list(id)));
  }

  @Post()
  create(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async () => {
      const { id } = requireSteppedUp();
      return HttpReply.json(await this.tokens.create(id, request.body));
    });
  }

  /** What is no token of the caller’s is passed over: no answer tells of it. */
  @Delete(':id')
  end(@Param('id') tokenId: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return this.requests.as(request, async ({ id }) => {
      await this.tokens.end(id, tokenId);
      return HttpReply.json();
    });
  }
}
