import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { FhirResponsesResolver } from './fhir.resolver.js';
import { FhirResponsesService } from './fhir.service.js';
import { KeptWordsService } from './kept-words.service.js';
import { MyAssignmentsResolver } from './my-assignments.resolver.js';
import { ReadingsService } from './readings.service.js';
import { ResponsesService } from './responses.service.js';
import { AssignmentSubmissionsResolver, SubmissionsResolver } from './submissions.resolver.js';
import { SubmissionsService } from './submissions.service.js';

@Module({
  imports: [AssignmentsModule, CatalogueModule, ClientsModule],
  providers: [
    ResponsesService,
    SubmissionsService,
    ReadingsService,
    FhirResponsesService,
    KeptWordsService,
    MyAssignmentsResolver,
    SubmissionsResolver,
    AssignmentSubmissionsResolver,
    FhirResponsesResolver,
  ],
  exports: [KeptWordsService, ReadingsService, ResponsesService, SubmissionsService],
})
export class ResponsesModule {}
