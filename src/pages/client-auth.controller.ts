import { Delete, Get, Param, Post, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { ClientEntryService } from '../access/client/client-entry.service.js';
import { ClientPasskeysService } from '../access/client/client-passkeys.service.js';
import { ClientPinsService } from '../access/client/client-pins.service.js';
import { ClientRequests } from '../access/client/client-requests.service.js';
import type { ClientState } from '../access/client/client-session.types.js';
import { ClientSessionsService } from '../access/client/client-sessions.service.js';
import { ClientUnlockService, type UnlockResult } from '../access/client/client-unlock.service.js';
import { checkInput } from '../platform/errors/check-input.js';
import { PublicError } from '../platform/errors/problem.js';
import { CurrentRequest, HttpReply, type HttpRequest } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { SameOriginGuard } from './same-origin.guard.js';

const MESSAGE =
  'If this address is known here, a message is on its way. Type the code from it, or open the link in it.';

/** What looks like no address at all is still taken, and still comes to nothing: that is not told either. */
const linkBody = z.object({
  practiceId: z.uuid('Open the address that you were given.'),
  email: z.string().trim().min(1, 'Type your e-mail address.').max(254, 'This is too long for an address.'),
});
const pinBody = z.object({ pin: z.string().max(100, 'A PIN has 6 to 12 digits.') });
const unlockBody = z.union([pinBody, z.object({ passkeyChallenge: z.string(), response: z.unknown() })], {
  error: 'Give your PIN or show a passkey.',
});
const passkeyBody = z.object({
  challenge: z.string(),
  response: z.unknown(),
  label: z
    .string()
    .trim()
    .min(1, 'Give the passkey a name.')
    .max(60, 'A name has at most 60 characters.')
    .regex(/^[^\p{Control}\p{Surrogate}]*$/u, 'The name has characters that cannot be kept. Type it again.'),
});

/** What the client’s pages ask about the log-in, in JSON. The way in itself is `EntryController`’s. */
@RestController('auth/client')
@UseGuards(SameOriginGuard)
export class ClientAuthController {
  constructor(
    private readonly entry: ClientEntryService,
    private readonly sessions: ClientSessionsService,
    private readonly unlocking: ClientUnlockService,
    private readonly requests: ClientRequests,
    private readonly pins: ClientPinsService,
    private readonly passkeys: ClientPasskeysService,
  ) {}

  @Post('link')
  async askForLink(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const challenge = await this.entry.askForLink(checkInput(linkBody, request.body), request);
    return HttpReply.json({ challenge, message: MESSAGE }, [], 202);
  }

  @Get('state')
  async state(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const state: ClientState = await this.sessions.state(request.cookies, request.id);
    return HttpReply.json(state);
  }

  @Post('unlock')
  async unlock(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const body = checkInput(unlockBody, request.body);
    if ('pin' in body) return unlocked(await this.unlocking.byPin(request, body.pin));
    const answer = { challenge: body.passkeyChallenge, response: body.response };
    return unlocked(await this.unlocking.byPasskey(request, answer));
  }

  @Post('passkey/options')
  async askForPasskey(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json((await this.unlocking.askForPasskey(request)) ?? signInAgain());
  }

  @Post('pin')
  async setPin(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    await this.pins.set(request, checkInput(pinBody, request.body).pin);
    return HttpReply.json();
  }

  @Delete('pin')
  async removePin(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    await this.pins.remove(request);
    return HttpReply.json();
  }

  @Get('passkeys')
  async listPasskeys(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json({
      passkeys: await this.requests.steppedUp(request, () => this.passkeys.list()),
    });
  }

  @Post('passkeys/options')
  async askToEnrol(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json(await this.requests.steppedUp(request, () => this.passkeys.askToEnrol()));
  }

  @Post('passkeys')
  async addPasskey(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const { challenge, response, label } = checkInput(passkeyBody, request.body);
    const answer = { challenge, response, label };
    const id = await this.requests.steppedUp(request, () => this.passkeys.add(answer));
    if (id === undefined)
      throw new PublicError('BAD_INPUT', 'The passkey was not made. Begin again, and take another device.');
    return HttpReply.json({ id });
  }

  @Delete('passkeys/:id')
  async removePasskey(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    await this.requests.steppedUp(request, () => this.passkeys.remove(id));
    return HttpReply.json();
  }

  @Get('sessions')
  async listSessions(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    return HttpReply.json({
      sessions: await this.requests.steppedUp(request, () => this.sessions.list()),
    });
  }

  @Delete('sessions/:id')
  async endSession(@Param('id') id: string, @CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    await this.requests.steppedUp(request, () => this.sessions.endOne(id));
    return HttpReply.json();
  }

  @Delete('sessions')
  async endSessions(@CurrentRequest() request: HttpRequest): Promise<HttpReply> {
    const cleared = await this.requests.steppedUp(request, () => this.sessions.endAll());
    return HttpReply.json(undefined, [cleared]);
  }
}

function unlocked(result: UnlockResult): HttpReply {
  if (result.ok) return HttpReply.json(undefined, [result.cookie]);
  if (result.reason === 'out') return signInAgain();
  throw new PublicError('SIGN_IN_REFUSED', 'That did not open it. Try again, or ask for a new code.');
}

function signInAgain(): never {
  throw new PublicError('UNAUTHENTICATED', 'This browser is not signed in any more. Ask for a new code.');
}
