import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { AssignmentsResolver, ClientAssignmentsResolver } from './assignments.resolver.js';
import { AssignmentsService } from './assignments.service.js';

@Module({
  imports: [CatalogueModule, ClientsModule],
  providers: [AssignmentsService, AssignmentsResolver, ClientAssignmentsResolver],
  exports: [AssignmentsService],
})
export class AssignmentsModule {}
