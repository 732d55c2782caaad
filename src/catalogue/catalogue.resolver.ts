import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProgramStep } from '../core/worksheet/program.js';
import type { NotFound } from '../platform/graphql/expected-failures.js';
import { CatalogueService } from './catalogue.service.js';
import { WorksheetFilter, WorksheetUnion } from './catalogue.types.js';
import { type DiffResult, DiffUnion } from './diff.types.js';
import { type ProgramResult, ProgramStepType, ProgramUnion } from './program.types.js';
import { PublishingService } from './publishing.service.js';
import {
  PublishWorksheetInput,
  type PublishWorksheetResult,
  PublishWorksheetUnion,
} from './publishing.types.js';
import { type DescribedWorksheet, WorksheetType } from './worksheet.types.js';

@Resolver(() => WorksheetType)
export class CatalogueResolver {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly publishing: PublishingService,
  ) {}

  @Query(() => [WorksheetType], {
    description:
      'The worksheets that can be assigned, each in its current version. One of the practice’s own stands for the shipped one of the same id.',
  })
  worksheets(@Args('filter', { nullable: true }) filter?: WorksheetFilter): Promise<DescribedWorksheet[]> {
    return this.catalogue.describeAll(filter ?? {});
  }

  @Query(() => WorksheetUnion, { description: 'The version that would be assigned now.' })
  worksheet(@Args('id', { type: () => ID }) id: string): Promise<DescribedWorksheet | NotFound> {
    return this.catalogue.describe(id);
  }

  @Query(() => WorksheetUnion, { description: 'One version, whichever is current now.' })
  worksheetVersion(@Args('hash', { type: () => ID }) hash: string): Promise<DescribedWorksheet | NotFound> {
    return this.catalogue.describeVersion(hash);
  }

  @Query(() => DiffUnion, {
    description: 'What changes from one version to another, also for those who are filling the worksheet in.',
  })
  worksheetDiff(
    @Args('from', { type: () => ID, description: 'A version’s hash.' }) from: string,
    @Args('to', { type: () => ID, description: 'A version’s hash.' }) to: string,
  ): Promise<DiffResult> {
    return this.catalogue.diff(from, to);
  }

  @Query(() => ProgramUnion, { description: 'An order of worksheets that you may follow, and change.' })
  program(@Args('id', { type: () => ID, defaultValue: 'rebuilding-trust' }) id: string): ProgramResult {
    return this.catalogue.describeProgram(id);
  }

  @Mutation(() => PublishWorksheetUnion, {
    description:
      'Publishes a worksheet of the practice’s own. Assignments from now on are given this version; those that were made keep theirs.',
  })
  publishWorksheet(@Args('input') input: PublishWorksheetInput): Promise<PublishWorksheetResult> {
    return this.publishing.publish(input);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The text that the practice published or imported it from, for members of the practice.',
  })
  source(@Parent() worksheet: DescribedWorksheet): Promise<string | null> {
    return this.publishing.sourceOf(worksheet);
  }
}

@Resolver(() => ProgramStepType)
export class ProgramStepResolver {
  constructor(private readonly catalogue: CatalogueService) {}

  @ResolveField(() => WorksheetType, { description: 'In the version that would be assigned now.' })
  worksheet(@Parent() step: ProgramStep): Promise<DescribedWorksheet | NotFound> {
    return this.catalogue.describe(step.worksheet);
  }
}
