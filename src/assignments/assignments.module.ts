import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { PracticesModule } from '../practices/practices.module.js';
import {
  AssignmentsResolver,
  ClientAssignmentsResolver,
  DiffDraftsResolver,
} from './assignments.resolver.js';
import { AssignmentsService } from './assignments.service.js';
import { CircumstancesService } from './circumstances.service.js';
import { DraftKeepsService } from './draft-keeps.service.js';
import { GivenWorksheetsService } from './given.service.js';

@Module({
  imports: [CatalogueModule, ClientsModule, PracticesModule],
  providers: [
    AssignmentsService,
    CircumstancesService,
    GivenWorksheetsService,
    DraftKeepsService,
    AssignmentsResolver,
    ClientAssignmentsResolver,
    DiffDraftsResolver,
  ],
  exports: [AssignmentsService, CircumstancesService, GivenWorksheetsService],
})
export class AssignmentsModule {}
