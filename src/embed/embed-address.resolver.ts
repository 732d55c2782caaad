import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { EmbedAddressService } from './embed-address.service.js';
import { EmbedAddressInput, type EmbedAddressResult, EmbedAddressUnion } from './embed-address.types.js';

@Resolver()
export class EmbedAddressResolver {
  constructor(private readonly service: EmbedAddressService) {}

  @Mutation(() => EmbedAddressUnion, {
    description:
      'For a host’s server: makes the address at which its page opens a client’s worksheets in a frame. It lives 60 seconds and opens once.',
  })
  embedAddress(@Args('input') input: EmbedAddressInput): Promise<EmbedAddressResult> {
    return this.service.make(input);
  }
}
