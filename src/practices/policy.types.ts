import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime } from '../platform/graphql/scalars.js';

/** What a practice does with what somebody tells it alone, and what its clients are told of that. */
export const SECRETS_POLICIES = {
  P1: 'The couple is my client. I may bring up anything that matters for the work, after talking with you first.',
  P2: 'I keep private things private, but I will not go on with joint work while holding a secret that makes it dishonest, such as a current affair.',
  P3: 'What you write alone stays between us unless safety law says otherwise.',
  P4: 'I do not hold private communications; write only what both may read.',
} as const;
export type SecretsPolicyName = keyof typeof SECRETS_POLICIES;

/** Who reads answers about risk, how soon, and what they do. */
export interface RiskProtocol {
  readonly readBy: string;
  /** Ends the sentence "Your therapist reads answers". */
  readonly howSoon: string;
  readonly action: string;
}
/** Which of the policies on secrets is the practice's. */
export interface SecretsPolicy {
  readonly policy: SecretsPolicyName;
}
/** Who recorded something for the practice, and when. */
interface Recorded {
  /** A member's name. */
  readonly recordedBy: string;
  readonly recordedAt: Date;
}
/** What stands: the newest record of each kind, if there is any. */
export interface PracticePolicies {
  readonly riskProtocol: (RiskProtocol & Recorded) | null;
  readonly secretsPolicy: (SecretsPolicy & Recorded) | null;
}

export const SecretsPolicyEnum: Readonly<Record<SecretsPolicyName, SecretsPolicyName>> = {
  P1: 'P1',
  P2: 'P2',
  P3: 'P3',
  P4: 'P4',
};
registerEnumType(SecretsPolicyEnum, {
  name: 'SecretsPolicyName',
  valuesMap: {
    P1: { description: 'No secrets.' },
    P2: { description: 'Limited secrets, at the therapist’s judgment.' },
    P3: { description: 'Individual privacy.' },
    P4: { description: 'No individual material.' },
  },
});

@ObjectType('RiskProtocol', {
  description:
    'Who reads answers about risk, how soon, and what they do. Until one is recorded, no sheet asks.',
})
export class RiskProtocolType {
  @Field(() => String) readBy: string;
  @Field(() => String) howSoon: string;
  @Field(() => String) action: string;
  @Field(() => String, { description: 'The member’s name.' }) recordedBy: string;
  @Field(() => DateTime) recordedAt: Date;
}

@ObjectType('SecretsPolicy', {
  description: 'What happens with what somebody writes alone and the partner does not know.',
})
export class SecretsPolicyType {
  @Field(() => SecretsPolicyEnum) policy: SecretsPolicyName;
  @Field(() => String, { description: 'The member’s name.' }) recordedBy: string;
  @Field(() => DateTime) recordedAt: Date;
}

@ObjectType('PracticePolicies', {
  description:
    'What the practice has recorded of how it works. Worksheets that were given before keep what stood then.',
})
export class PracticePoliciesType {
  @Field(() => RiskProtocolType, { nullable: true }) riskProtocol: RiskProtocolType | null;
  @Field(() => SecretsPolicyType, { nullable: true }) secretsPolicy: SecretsPolicyType | null;
}

const KEY = 'A new UUID for each new request; the same one when it is sent again.';

@InputType()
export class RecordRiskProtocolInput {
  @Field(() => String, { description: 'Who reads such answers. 1 to 300 characters.' }) readBy: string;
  @Field(() => String, {
    description:
      'How soon, as the end of the sentence “Your therapist reads answers …” that clients are told: for example, “on working days between 9 and 5”. 1 to 300 characters.',
  })
  howSoon: string;
  @Field(() => String, { description: 'What they do then. 1 to 1,000 characters.' }) action: string;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}

@InputType()
export class RecordSecretsPolicyInput {
  @Field(() => SecretsPolicyEnum) policy: SecretsPolicyName;
  @Field(() => String, { description: KEY }) idempotencyKey: string;
}
