import { Injectable } from '@nestjs/common';
import { ClientRequests } from '../access/client/client-requests.service.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import { OwnAnswersService } from '../summaries/worksheet/own-answers.service.js';
import { DoorService } from './door.service.js';
import { isOnOwnDevice } from './own-device.js';
import type { Shown } from './shown.js';

const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };

/**
 * The page on which a client reads again what they handed in. It is behind a factor that was shown within the last ten
 * minutes, as the copy is: whoever picks up the phone reads nothing.
 */
@Injectable()
export class PastAnswersService {
  constructor(
    private readonly requests: ClientRequests,
    private readonly door: DoorService,
    private readonly answers: OwnAnswersService,
  ) {}

  /** The page, or the one that stands before it. An id of somebody else's is as one that nobody has. */
  async show(request: HttpRequest, assignmentId: string): Promise<Shown> {
    if (!isOnOwnDevice()) return NOT_FOUND;
    return this.door.behind(request, `/w/${assignmentId}/answers`, async () => {
      await this.requests.steppedUp(request, () => Promise.resolve());
      const found = await this.answers.read(assignmentId);
      if (!found) return NOT_FOUND;
      const { worksheet, kept } = found;
      const revisions = found.revisions.map(({ submittedAt, answers }) => ({
        submittedAt: submittedAt.toISOString(),
        answers,
      }));
      return { page: { kind: 'past', assignmentId, worksheet, kept, revisions }, status: 200 };
    });
  }
}
