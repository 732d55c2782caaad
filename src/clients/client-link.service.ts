import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type ClientLink, ClientLinksService } from '../access/client/client-links.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { qrSvg } from '../platform/qr.js';
import type { ClientLinkInput, ClientLinkResult, ShownClientLink } from './client-link.types.js';
import { ClientsService } from './clients.service.js';

/** Gives a clinician a link to hand to a client. */
@Injectable()
export class ClientLinkService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientsService,
    private readonly links: ClientLinksService,
    private readonly idempotency: Idempotency,
  ) {}

  /** Makes a link for a client of the caller's; the same request sent again gives the same link. */
  async make(input: ClientLinkInput): Promise<ClientLinkResult> {
    const { idempotencyKey, clientId, place } = input;
    const asked = { clientId, place: place ?? 'own' };
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('clientLink', idempotencyKey, asked, id);
      if (!claim.first) return shown(await this.links.again(claim.resultId));
      if (!(await this.clients.exists(clientId))) throw new Undo<ClientLinkResult>(notFound());
      return shown(await this.links.make(clientId, { id, forOffice: place === 'office' }));
    });
  }
}

function shown(link: ClientLink): ShownClientLink {
  return { __typename: 'ClientLink', ...link, qrSvg: qrSvg(link.url) };
}
