import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { LocalDate } from '../platform/graphql/scalars.js';
import { ClinicDayService } from './clinic-day.service.js';
import { type ClinicDay, type ClinicDayResult, ClinicDayType, ClinicDayUnion } from './clinic-day.types.js';
import { type SignedLink, SignedLinkType } from './file-links.types.js';
import { type Paper, PaperEnum } from './session-summary.types.js';

@Resolver(() => ClinicDayType)
export class ClinicDayResolver {
  constructor(private readonly days: ClinicDayService) {}

  @Query(() => ClinicDayUnion, {
    description: 'The sessions of one day in the practice’s zone, and what to read before each.',
  })
  clinicDay(
    @Args('day', { type: () => LocalDate }) day: string,
    @Args('clinicianId', {
      type: () => ID,
      nullable: true,
      description: 'Whose day: yours unless told. Supervisors may ask for another’s.',
    })
    clinicianId?: string | null,
  ): Promise<ClinicDayResult> {
    return this.days.read(day, clinicianId);
  }

  @ResolveField(() => SignedLinkType, {
    nullable: true,
    description:
      'A link to one PDF of the day’s individual copies in the order of the sessions, each on sheets of its own. It is for the clinician alone: do not bring it into a joint session. Null for a day without sessions. It lives five minutes; each print is noted for each client.',
  })
  pdf(
    @Parent() day: ClinicDay,
    @Args('paper', {
      type: () => PaperEnum,
      nullable: true,
      description: 'The practice’s paper unless told.',
    })
    paper?: Paper | null,
  ): Promise<SignedLink | null> {
    return this.days.pdf(day, paper);
  }
}
