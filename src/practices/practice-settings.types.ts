import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

/** What 42 CFR Part 2 makes of a practice (42 CFR 2.11, 2.12). */
export const PART2_STANDINGS = ['NONE', 'RECIPIENT', 'PROGRAM'] as const;
export type Part2 = (typeof PART2_STANDINGS)[number];

/** How far members see, and how the practice prints. */
export interface PracticeSettings {
  readonly careTeamOnly: boolean;
  /** Null until somebody has said: no record leaves the practice before. */
  readonly part2: Part2 | null;
  /** The hour of the practice's day at which the next day's summaries are made ready, 0 to 23; null: not at all. */
  readonly summariesReadyAt: number | null;
  /** Origins of the sites whose pages may frame the clients’ pages, as browsers write them. */
  readonly embedOrigins: readonly string[];
}

const Part2Enum: Readonly<Record<Part2, Part2>> = {
  NONE: 'NONE',
  RECIPIENT: 'RECIPIENT',
  PROGRAM: 'PROGRAM',
};
registerEnumType(Part2Enum, {
  name: 'Part2',
  description: 'What the rules on substance use disorder records, 42 CFR Part 2, make of the practice.',
  valuesMap: {
    NONE: { description: 'It neither is a program nor has records from one.' },
    RECIPIENT: { description: 'It has records from a program.' },
    PROGRAM: { description: 'It holds itself out as treating substance use and is federally assisted.' },
  },
});

const PART2 = 'Null until somebody has said: no record is disclosed before.';
const READY_AT =
  'The hour of the practice’s day, 0 to 23, at which the next day’s summaries are made ready; null: not at all.';
const EMBED_ORIGINS =
  'Origins of the sites that may show clients’ pages in a frame, such as https://portal.example; http on localhost alone; at most 20.';

@ObjectType('PracticeSettings')
export class PracticeSettingsType {
  @Field(() => Boolean, {
    description:
      'Clinicians see the files of clients whom they treat, and no others unless they break the glass. Supervisors see all.',
  })
  careTeamOnly: boolean;
  @Field(() => Part2Enum, { nullable: true, description: PART2 }) part2: Part2 | null;
  @Field(() => Int, { nullable: true, description: READY_AT }) summariesReadyAt: number | null;
  @Field(() => [String], { description: EMBED_ORIGINS }) embedOrigins: readonly string[];
}

@InputType()
export class PracticeSettingsInput {
  @Field(() => Boolean) careTeamOnly: boolean;
  @Field(() => Part2Enum, { nullable: true, description: `${PART2} Left out, what stands stays.` })
  part2?: Part2 | null;
  @Field(() => Int, { nullable: true, description: `${READY_AT} Left out, what stands stays.` })
  summariesReadyAt?: number | null;
  @Field(() => [String], {
    nullable: true,
    description: `${EMBED_ORIGINS} An empty list: none. Left out, what stands stays.`,
  })
  embedOrigins?: readonly string[] | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}
