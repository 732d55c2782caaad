import { Module } from '@nestjs/common';
import { ClientsModule } from '../clients/clients.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { ResponsesModule } from '../responses/responses.module.js';
import { GenogramScenesResolver, GenogramsResolver } from './genograms.resolver.js';
import { GenogramsService } from './genograms.service.js';

@Module({
  imports: [ClientsModule, PracticesModule, ResponsesModule],
  providers: [GenogramsService, GenogramsResolver, GenogramScenesResolver],
  exports: [GenogramsService],
})
export class GenogramsModule {}
