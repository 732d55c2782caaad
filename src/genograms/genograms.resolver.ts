import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { type Client, ClientType } from '../clients/client.types.js';
import type { Scene } from '../core/drawing/scene.js';
import { sceneSvg } from '../core/drawing/svg.js';
import type { FamilyTick } from '../core/genogram/shown-family.js';
import {
  type GenogramMode,
  GenogramModeEnum,
  type GenogramResult,
  GenogramSceneType,
  GenogramTickEnum,
  GenogramUnion,
  MoveOnGenogramInput,
  type MoveOnGenogramResult,
  MoveOnGenogramUnion,
} from './genogram.types.js';
import { GenogramsService } from './genograms.service.js';

/** The family at the client. */
@Resolver(() => ClientType)
export class GenogramsResolver {
  constructor(private readonly genograms: GenogramsService) {}

  @ResolveField(() => GenogramUnion, {
    description: 'The family as the client handed it in last; NotFound until then.',
  })
  genogram(
    @Parent() client: Client,
    @Args('mode', {
      type: () => GenogramModeEnum,
      defaultValue: GenogramModeEnum.CLINICIAN,
      description: 'Whom it is for.',
    })
    mode: GenogramMode,
    @Args('show', {
      type: () => [GenogramTickEnum],
      defaultValue: [],
      description: 'What it shows besides. Look at it together with the client before it is handed over.',
    })
    show: FamilyTick[],
    @Args('deathsInWords', {
      type: () => Boolean,
      defaultValue: false,
      description: '“d. 1998” in place of a cross, which some find easier to look at.',
    })
    deathsInWords: boolean,
  ): Promise<GenogramResult> {
    return this.genograms.of(client.id, { mode, show, deathsInWords });
  }

  @Mutation(() => MoveOnGenogramUnion, {
    description: 'Puts people elsewhere on a map. What is known of them stays as it is.',
  })
  moveOnGenogram(@Args('input') input: MoveOnGenogramInput): Promise<MoveOnGenogramResult> {
    return this.genograms.move(input);
  }
}

/** A drawing for whoever shows pages. */
@Resolver(() => GenogramSceneType)
export class GenogramScenesResolver {
  @ResolveField(() => String, {
    description: 'An SVG document that holds no script and fetches nothing. Show it as an image.',
  })
  svg(@Parent() scene: Scene): string {
    return sceneSvg(scene);
  }
}
