import { Field, InputType, ObjectType } from '@nestjs/graphql';

/** How far members see. */
export interface PracticeSettings {
  readonly careTeamOnly: boolean;
}

@ObjectType('PracticeSettings')
export class PracticeSettingsType {
  @Field(() => Boolean, {
    description:
      'Clinicians see the files of clients whom they treat, and no others unless they break the glass. Supervisors see all.',
  })
  careTeamOnly: boolean;
}

@InputType()
export class PracticeSettingsInput {
  @Field(() => Boolean) careTeamOnly: boolean;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}
