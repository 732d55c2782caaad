import { Module } from '@nestjs/common';
import { CatalogueResolver, ProgramStepResolver } from './catalogue.resolver.js';
import { CatalogueService } from './catalogue.service.js';
import { PublishingService } from './publishing.service.js';

@Module({
  providers: [CatalogueService, PublishingService, CatalogueResolver, ProgramStepResolver],
  exports: [CatalogueService],
})
export class CatalogueModule {}
