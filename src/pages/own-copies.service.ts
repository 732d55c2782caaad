import { Injectable } from '@nestjs/common';
import { ClientRequests } from '../access/client/client-requests.service.js';
import { PublicError } from '../platform/errors/problem.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import { OwnCopyService } from '../summaries/worksheet/own-copy.service.js';
import { DoorService } from './door.service.js';
import type { Shown } from './shown.js';

const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };

/**
 * Copies of what a client handed in. No page shows that again, since whoever has the device now may not be who wrote;
 * so a copy is given only to somebody who has shown within the last ten minutes who they are.
 */
@Injectable()
export class OwnCopiesService {
  constructor(
    private readonly requests: ClientRequests,
    private readonly door: DoorService,
    private readonly copies: OwnCopyService,
  ) {}

  /** The file, or the page that stands before it. From there one comes back to the receipt, not to a bare file. */
  async copy(request: HttpRequest, assignmentId: string): Promise<{ readonly file: Buffer } | Shown> {
    const receipt = `/w/${assignmentId}/done`;
    try {
      await this.requests.steppedUp(request, () => Promise.resolve());
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      if (error.code === 'STEP_UP_REQUIRED') return this.door.before(request, receipt, 'step_up');
      if (error.code === 'UNAUTHENTICATED') return this.door.before(request, receipt);
      throw error;
    }
    const file = await this.copies.make(assignmentId);
    return file ? { file } : NOT_FOUND;
  }
}
