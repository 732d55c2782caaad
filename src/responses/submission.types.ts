import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Answers } from '../core/worksheet/answers.js';
import { AnswersScalar, DateTime } from '../platform/graphql/scalars.js';

@ObjectType('Submission', { description: 'Answers that were handed in; never changed.' })
export class SubmissionType {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'The n-th submission of its assignment.' }) revision: number;
  @Field(() => DateTime) submittedAt: Date;
  @Field(() => AnswersScalar) answers: Answers;
}
