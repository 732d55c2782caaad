import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable, type NestMiddleware } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PublicError } from '../platform/errors/problem.js';
import { answerRaw } from '../platform/http/raw-answers.js';
import { requestIdOf } from '../platform/http/request-id.js';
import { noteCaller } from '../platform/http/request-log.js';
import { type Actor, runAsActor } from './actor.js';
import { Callers, type CookieOf } from './callers.service.js';

type Next = (error?: unknown) => void;

/** Turns a request's credentials into an actor and puts everything that follows into the actor's scope. */
@Injectable()
export class ActorScope {
  constructor(
    private readonly callers: Callers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Calls `next` as the caller, or answers for it when nobody is signed in and `anonymous` is not given.
   * @param how `failed` answers when it cannot be found out who is calling; without it the answer is that of a program
   */
  async enter(
    request: IncomingMessage,
    response: ServerResponse,
    next: Next,
    how: { cookieOf: CookieOf; anonymous?: Next; failed?: (error: unknown) => Promise<void> },
  ): Promise<void> {
    const { cookieOf, anonymous, failed } = how;
    const requestId = requestIdOf(request);
    let actor: Actor | undefined;
    try {
      actor = await this.callers.find(request, requestId, cookieOf);
    } catch (error) {
      if (failed) await failed(error);
      else answerRaw(request, response, error);
      return;
    }
    if (!actor) {
      if (anonymous) anonymous();
      else
        answerRaw(
          request,
          response,
          new PublicError(
            'UNAUTHENTICATED',
            'Sign in first: send a member’s token, or open a client’s link.',
          ),
        );
      return;
    }
    noteCaller(request, actor);
    runAsActor(actor, requestId, () => {
      // A caller who goes away before the answer is ready leaves a read open; nothing may stay behind.
      response.once(
        'close',
        AsyncLocalStorage.bind(() => void this.unitOfWork.abandonReading()),
      );
      next();
    });
  }
}

/** In front of GraphQL: nobody gets as far as the parser without being known. */
@Injectable()
export class SignedInMiddleware implements NestMiddleware<IncomingMessage, ServerResponse> {
  constructor(private readonly scope: ActorScope) {}

  use(request: IncomingMessage, response: ServerResponse, next: Next): Promise<void> {
    return this.scope.enter(request, response, next, { cookieOf: 'either' });
  }
}
