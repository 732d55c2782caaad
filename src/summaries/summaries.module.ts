import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { GenogramsModule } from '../genograms/genograms.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import { ResponsesModule } from '../responses/responses.module.js';
import { ClinicDayResolver } from './clinic-day.resolver.js';
import { ClinicDayService } from './clinic-day.service.js';
import { DisclosureScopeService } from './disclosure-scope.service.js';
import { ClientDisclosuresResolver, DisclosuresResolver } from './disclosures.resolver.js';
import { DisclosuresService } from './disclosures.service.js';
import { EveningService } from './evening.service.js';
import { EveningsService } from './evenings.service.js';
import { FilesModule } from './files.module.js';
import { GenogramPrintsResolver } from './genogram/genogram-prints.resolver.js';
import { GenogramPrintsService } from './genogram/genogram-prints.service.js';
import { PreparedPrintsService } from './prepared-prints.service.js';
import { PressModule } from './press.module.js';
import { ProgramStandingService } from './program-standing.service.js';
import { SessionsService } from './sessions.service.js';
import { SummariesResolver } from './summaries.resolver.js';
import { SummariesService } from './summaries.service.js';
import { SummaryInputService } from './summary-input.service.js';
import { OwnAnswersService } from './worksheet/own-answers.service.js';
import { OwnCopyService } from './worksheet/own-copy.service.js';
import { SubmissionPrintsResolver, WorksheetPrintsResolver } from './worksheet/worksheet-prints.resolver.js';
import { WorksheetPrintsService } from './worksheet/worksheet-prints.service.js';

@Module({
  imports: [
    AssignmentsModule,
    CatalogueModule,
    ClientsModule,
    FilesModule,
    GenogramsModule,
    PracticesModule,
    PressModule,
    ResponsesModule,
  ],
  providers: [
    ClinicDayResolver,
    ClinicDayService,
    ClientDisclosuresResolver,
    DisclosureScopeService,
    DisclosuresResolver,
    DisclosuresService,
    EveningService,
    EveningsService,
    GenogramPrintsResolver,
    GenogramPrintsService,
    OwnAnswersService,
    OwnCopyService,
    PreparedPrintsService,
    ProgramStandingService,
    SessionsService,
    SubmissionPrintsResolver,
    SummariesService,
    SummaryInputService,
    SummariesResolver,
    WorksheetPrintsResolver,
    WorksheetPrintsService,
  ],
  exports: [OwnAnswersService, OwnCopyService, SessionsService, SummariesService],
})
export class SummariesModule {}
