import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  type PracticePolicies,
  PracticePoliciesType,
  RecordRiskProtocolInput,
  RecordSecretsPolicyInput,
  SECRETS_POLICIES,
  type SecretsPolicy,
  SecretsPolicyType,
} from './policy.types.js';
import { PoliciesService } from './policies.service.js';

@Resolver(() => SecretsPolicyType)
export class PoliciesResolver {
  constructor(private readonly policies: PoliciesService) {}

  @Query(() => PracticePoliciesType, { description: 'What the practice has recorded of how it works.' })
  practicePolicies(): Promise<PracticePolicies> {
    return this.policies.standing();
  }

  @Mutation(() => PracticePoliciesType, {
    description:
      'Records who reads answers about risk. Only then do worksheets ask about it, those given from now on. Gives what stands then.',
  })
  recordRiskProtocol(@Args('input') input: RecordRiskProtocolInput): Promise<PracticePolicies> {
    return this.policies.recordRiskProtocol(input);
  }

  @Mutation(() => PracticePoliciesType, {
    description:
      'Records the practice’s policy on secrets, which worksheets given from now on tell clients. Gives what stands then.',
  })
  recordSecretsPolicy(@Args('input') input: RecordSecretsPolicyInput): Promise<PracticePolicies> {
    return this.policies.recordSecretsPolicy(input);
  }

  @ResolveField(() => String, { description: 'What clients are told, on the worksheets that say it.' })
  text(@Parent() { policy }: SecretsPolicy): string {
    return SECRETS_POLICIES[policy];
  }
}
