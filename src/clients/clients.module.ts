import { Module } from '@nestjs/common';
import { PracticesModule } from '../practices/practices.module.js';
import { BreakGlassResolver } from './break-glass.resolver.js';
import { BreakGlassService } from './break-glass.service.js';
import { CareTeamResolver, ClientCareTeamResolver } from './care-team.resolver.js';
import { CareTeamService } from './care-team.service.js';
import { ClientLinkService } from './client-link.service.js';
import { ClientsResolver } from './clients.resolver.js';
import { ClientContactResolver, ContactProposalsResolver } from './contact.resolver.js';
import { ContactMailboxesService } from './contact-mailboxes.service.js';
import { ContactProposalsService } from './contact-proposals.service.js';
import { ContactService } from './contact.service.js';
import { CouplesService } from './couples.service.js';
import { ClientsService } from './clients.service.js';

@Module({
  imports: [PracticesModule],
  providers: [
    BreakGlassResolver,
    BreakGlassService,
    CareTeamResolver,
    CareTeamService,
    ClientCareTeamResolver,
    ClientLinkService,
    ClientsService,
    CouplesService,
    ClientsResolver,
    ClientContactResolver,
    ContactMailboxesService,
    ContactProposalsResolver,
    ContactProposalsService,
    ContactService,
  ],
  exports: [ClientsService, ContactMailboxesService, ContactProposalsService, CouplesService],
})
export class ClientsModule {}
