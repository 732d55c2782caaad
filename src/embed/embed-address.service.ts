import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type ClientLink, ClientLinksService } from '../access/client/client-links.service.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { ClientsService } from '../clients/clients.service.js';
import { Idempotency } from '../platform/database/idempotency.js';
import { currentTenant } from '../platform/database/tenant.js';
import { Undo, UnitOfWork } from '../platform/database/unit-of-work.js';
import { notFound } from '../platform/graphql/expected-failures.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import { PracticeSettingsService } from '../practices/practice-settings.service.js';
import type {
  EmbedAddress,
  EmbedAddressInput,
  EmbedAddressResult,
  NoEmbedOrigins,
} from './embed-address.types.js';

/** A host's page opens the address at once; whoever finds it later finds nothing. */
const LIFE_MINUTES = 1;

/** Gives a host's server an address at which its page opens a client's pages in a frame. */
@Injectable()
export class EmbedAddressService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: PracticeSettingsService,
    private readonly clients: ClientsService,
    private readonly assignments: AssignmentsService,
    private readonly links: ClientLinksService,
    private readonly idempotency: Idempotency,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
  ) {}

  /** Makes an address for a client of the caller's; the same request sent again gives the same address. */
  async make(input: EmbedAddressInput): Promise<EmbedAddressResult> {
    const { idempotencyKey, ...asked } = input;
    const { clientId, assignmentId = null } = asked;
    const id = uuidv7();
    return this.unitOfWork.write(async () => {
      const claim = await this.idempotency.claim('embedAddress', idempotencyKey, asked, id);
      if (!claim.first) return this.shown(await this.links.again(claim.resultId), assignmentId);
      if (!(await this.isThere(clientId, assignmentId))) throw new Undo<EmbedAddressResult>(notFound());
      const { embedOrigins } = await this.settings.current();
      if (embedOrigins.length === 0) throw new Undo<EmbedAddressResult>(noEmbedOrigins());
      const link = await this.links.make(clientId, { id, minutes: LIFE_MINUTES, origin: 'embedded' });
      return this.shown(link, assignmentId);
    });
  }

  private async isThere(clientId: string, assignmentId: string | null): Promise<boolean> {
    if (!(await this.clients.exists(clientId))) return false;
    return assignmentId === null || this.assignments.isOf(assignmentId, clientId);
  }

  /** The secret stands in the path, since nobody but a browser in a frame opens it: see `EmbedEntryController`. */
  private shown({ id, secret, expiresAt }: ClientLink, assignmentId: string | null): EmbedAddress {
    const to = assignmentId === null ? '' : `?to=${assignmentId}`;
    const url = `${this.publicAddress}/embed/${currentTenant().practiceId}/${id}/${secret}${to}`;
    return { __typename: 'EmbedAddress', url, expiresAt };
  }
}

function noEmbedOrigins(): NoEmbedOrigins {
  return {
    __typename: 'NoEmbedOrigins',
    message:
      'No site may show this practice’s pages in a frame yet. An admin lists the sites with setPracticeSettings, in embedOrigins.',
  };
}
