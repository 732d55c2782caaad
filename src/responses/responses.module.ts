import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MyAssignmentsResolver } from './my-assignments.resolver.js';
import { ReadingsService } from './readings.service.js';
import { ResponsesService } from './responses.service.js';
import { AssignmentSubmissionsResolver, SubmissionsResolver } from './submissions.resolver.js';
import { SubmissionsService } from './submissions.service.js';

@Module({
  imports: [AssignmentsModule, CatalogueModule],
  providers: [
    ResponsesService,
    SubmissionsService,
    ReadingsService,
    MyAssignmentsResolver,
    SubmissionsResolver,
    AssignmentSubmissionsResolver,
  ],
  exports: [ResponsesService, SubmissionsService],
})
export class ResponsesModule {}
