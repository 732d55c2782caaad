import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { EmbedAddressResolver } from './embed-address.resolver.js';
import { EmbedAddressService } from './embed-address.service.js';
import { EmbedEntryService } from './embed-entry.service.js';
import { FramingService } from './framing.service.js';
import { LookService } from './look.service.js';

/** The client's pages in a frame of a host's page: who may frame them, how one gets in there, how they look. */
@Module({
  imports: [AssignmentsModule, ClientsModule, PracticesModule],
  providers: [EmbedAddressResolver, EmbedAddressService, EmbedEntryService, FramingService, LookService],
  exports: [EmbedEntryService, FramingService, LookService],
})
export class EmbedModule {}
