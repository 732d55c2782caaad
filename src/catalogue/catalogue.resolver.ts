import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow, CLINICAL } from '../access/allow.js';
import { CatalogueService } from './catalogue.service.js';
import { WorksheetType, WorksheetUnion } from './catalogue.types.js';

@Resolver(() => WorksheetType)
export class CatalogueResolver {
  constructor(private readonly catalogue: CatalogueService) {}

  @Allow(CLINICAL)
  @Query(() => [WorksheetType], {
    description: 'The worksheets that can be assigned, each in its current version.',
  })
  worksheets(): WorksheetType[] {
    return this.catalogue.describeAll();
  }

  @Allow(CLINICAL)
  @Query(() => WorksheetUnion)
  worksheet(@Args('id', { type: () => ID }) id: string): typeof WorksheetUnion {
    return this.catalogue.describe(id);
  }
}
