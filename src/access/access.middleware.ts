import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError, STATUS_OF } from '../platform/errors/problem.js';
import { toPublicError } from '../platform/errors/sql-state.js';
import { readCookies } from '../platform/http/exchange.js';
import { type Actor, runAsActor } from './actor.js';
import { ClientSessionsService } from './client-sessions.service.js';
import { MemberTokensService } from './member-tokens.service.js';

type Next = (error?: unknown) => void;

/** Turns a request's credentials into an actor and puts everything that follows into the actor's scope. */
@Injectable()
export class ActorScope {
  constructor(
    private readonly tokens: MemberTokensService,
    private readonly sessions: ClientSessionsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Calls `next` as the caller, or answers for it when nobody is signed in and `anonymous` is not given. */
  async enter(
    request: IncomingMessage,
    response: ServerResponse,
    next: Next,
    anonymous?: Next,
  ): Promise<void> {
    const requestId = uuidv7();
    let actor: Actor | undefined;
    try {
      actor = await this.actorOf(request, requestId);
    } catch (error) {
      answer(
        response,
        toPublicError(error) ?? new PublicError('INTERNAL', 'Something went wrong on our side. Try again.'),
      );
      return;
    }
    if (!actor) {
      if (anonymous) anonymous();
      else
        answer(
          response,
          new PublicError(
            'UNAUTHENTICATED',
            'Sign in first: send a member’s token, or open a client’s link.',
          ),
        );
      return;
    }
    runAsActor(actor, requestId, () => {
      // A caller who goes away before the answer is ready leaves a read open; nothing may stay behind.
      response.once(
        'close',
        AsyncLocalStorage.bind(() => void this.unitOfWork.abandonReading()),
      );
      next();
    });
  }

  private async actorOf(request: IncomingMessage, requestId: string): Promise<Actor | undefined> {
    const bearer = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer) return this.tokens.verify(bearer);
    return this.sessions.find(readCookies(request.headers.cookie), requestId);
  }
}

function answer(response: ServerResponse, error: PublicError): void {
  response.statusCode = STATUS_OF[error.code];
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  if (error.code === 'UNAVAILABLE') response.setHeader('retry-after', '1');
  response.end(JSON.stringify({ errors: [{ message: error.message, extensions: { code: error.code } }] }));
}

/** In front of GraphQL: nobody gets as far as the parser without being known. */
@Injectable()
export class SignedInMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(private readonly scope: ActorScope) {}

  use(request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    return this.scope.enter(request, response, next);
  }
}

/** In front of the client's pages: a caller who is not known gets a page that says so. */
@Injectable()
export class PageScopeMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(private readonly scope: ActorScope) {}

  use(request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    return this.scope.enter(request, response, next, next);
  }
}
