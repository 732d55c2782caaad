import { Module } from '@nestjs/common';
import { ClientLinkService } from './client-link.service.js';
import { ClientsResolver } from './clients.resolver.js';
import { CouplesService } from './couples.service.js';
import { ClientsService } from './clients.service.js';

@Module({
  providers: [ClientLinkService, ClientsService, CouplesService, ClientsResolver],
  exports: [ClientsService, CouplesService],
})
export class ClientsModule {}
