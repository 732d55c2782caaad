import { Module } from '@nestjs/common';
import { CatalogueResolver, ProgramStepResolver } from './catalogue.resolver.js';
import { CatalogueService } from './catalogue.service.js';
import { PublishingService } from './publishing.service.js';
import { QuestionnairesResolver } from './questionnaires.resolver.js';
import { QuestionnairesService } from './questionnaires.service.js';

@Module({
  providers: [
    CatalogueService,
    PublishingService,
    QuestionnairesService,
    CatalogueResolver,
    ProgramStepResolver,
    QuestionnairesResolver,
  ],
  exports: [CatalogueService],
})
export class CatalogueModule {}
