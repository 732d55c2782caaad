import { Injectable } from '@nestjs/common';
import { ClientRequests } from '../access/client/client-requests.service.js';
import type { HttpRequest } from '../platform/http/exchange.js';
import { OwnCopyService } from '../summaries/worksheet/own-copy.service.js';
import { DoorService } from './door.service.js';
import { isOnOwnDevice } from './own-device.js';
import type { Shown } from './shown.js';

const NOT_FOUND: Shown = { page: { kind: 'message', message: 'notFound' }, status: 404 };

/**
 * Copies of what a client handed in. Whoever has the device now may not be who wrote; so a copy is given only to
 * somebody who has shown within the last ten minutes who they are.
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
    if (!isOnOwnDevice()) return NOT_FOUND;
    return this.door.behind(request, `/w/${assignmentId}/done`, async () => {
      await this.requests.steppedUp(request, () => Promise.resolve());
      const file = await this.copies.make(assignmentId);
      return file ? { file } : NOT_FOUND;
    });
  }
}
