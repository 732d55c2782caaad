import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Genogram, GenogramType } from '../../genograms/genogram.types.js';
import { type SignedLink, SignedLinkType } from '../file-links.types.js';
import { type Paper, PaperEnum } from '../session-summary.types.js';
import { GenogramPrintsService } from './genogram-prints.service.js';

@Resolver(() => GenogramType)
export class GenogramPrintsResolver {
  constructor(private readonly prints: GenogramPrintsService) {}

  @ResolveField(() => SignedLinkType, {
    description:
      'A link to the drawing as a PDF, as you see it here. It lives five minutes; each print is noted.',
  })
  pdf(
    @Parent() genogram: Genogram,
    @Args('paper', {
      type: () => PaperEnum,
      nullable: true,
      description: 'The practice’s paper unless told.',
    })
    paper?: Paper | null,
  ): Promise<SignedLink> {
    return this.prints.pdf(genogram, paper);
  }
}
