import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { ResponsesModule } from '../responses/responses.module.js';
import { FilesController } from './files.controller.js';
import { SessionsService } from './sessions.service.js';
import { SummariesResolver } from './summaries.resolver.js';
import { SummariesService } from './summaries.service.js';
import { SummaryLinksService } from './summary-links.service.js';

@Module({
  imports: [AssignmentsModule, ClientsModule, PracticesModule, ResponsesModule],
  controllers: [FilesController],
  providers: [SessionsService, SummariesService, SummaryLinksService, SummariesResolver],
  exports: [SessionsService, SummariesService],
})
export class SummariesModule {}
