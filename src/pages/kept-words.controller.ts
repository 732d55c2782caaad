import { Param, Post } from '@nestjs/common';
import { currentActor } from '../access/actor.js';
import { PublicError } from '../platform/errors/problem.js';
import { HttpReply } from '../platform/http/exchange.js';
import { RestController } from '../platform/http/rest-controller.js';
import { tooMany } from '../platform/rate-limits/rate-limits.service.js';
import { ReservedRequests } from '../platform/rate-limits/reserved-requests.js';
import { KeptWordsService } from '../responses/kept-words.service.js';

/** Gives the page the key to what its client's own browser may keep. What another site begins is refused before it is routed. */
@RestController('me')
export class KeptWordsController {
  constructor(
    private readonly kept: KeptWordsService,
    private readonly requests: ReservedRequests,
  ) {}

  /** Empty where nothing may be kept: for another's worksheet and for one that is not there it is the same. */
  @Post('w/:assignmentId/keep')
  async key(@Param('assignmentId') id: string): Promise<HttpReply> {
    const actor = currentActor();
    if (actor?.kind !== 'client') throw new PublicError('UNAUTHENTICATED', 'You are not signed in here.');
    const counted = await this.requests.count(actor.id);
    if (!counted.allowed) throw tooMany(counted);
    return HttpReply.json((await this.kept.keyFor(id)) ?? {});
  }
}
