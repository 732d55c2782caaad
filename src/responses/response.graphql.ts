import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { AssignmentStateEnum } from '../assignments/assignment.types.js';
import type { AssignmentState } from '../assignments/assignment.state.js';
import type { Answer, Answers } from '../core/worksheet/answers.js';
import { NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { AnswerScalar, AnswersScalar, DateTime, LocalDate } from '../platform/graphql/scalars.js';
import { SubmissionType } from './submission.types.js';

@ObjectType('Draft', { description: 'Answers not yet handed in. Only the client reads them.' })
export class DraftType {
  @Field(() => Int, { description: 'Name it when you save; 0 before the first save.' }) revision: number;
  @Field(() => AnswersScalar, { description: 'Nothing once the worksheet cannot be written in any more.' })
  answers: Answers;
  @Field(() => DateTime, { nullable: true }) savedAt: Date | null;
}

@ObjectType('MyAssignment', { description: 'A worksheet that you were given.' })
export class MyAssignmentType {
  @Field(() => ID) id: string;
  @Field(() => ID) worksheetId: string;
  @Field(() => String) title: string;
  @Field(() => Int, { description: 'Minutes that it usually takes.' }) minutes: number;
  @Field(() => AssignmentStateEnum) state: AssignmentState;
  @Field(() => DateTime) assignedAt: Date;
  @Field(() => LocalDate, { nullable: true }) dueOn: string | null;
  @Field(() => DateTime, { nullable: true }) submittedAt: Date | null;
}

@ObjectType('DraftSaved')
export class DraftSavedType {
  @Field(() => Int, { description: 'The next save names this revision.' }) revision: number;
  @Field(() => DateTime) savedAt: Date;
}

@ObjectType('StaleRevision', { description: 'Somebody saved in between. Nothing was written.' })
export class StaleRevisionType {
  @Field(() => String) message: string;
  @Field(() => Int, { description: 'The draft’s revision now.' }) revision: number;
  @Field(() => AnswersScalar, { description: 'The draft as it is now.' }) answers: Answers;
}

@ObjectType('Problem', { description: 'What is wrong with one answer, and the way out.' })
export class ProblemType {
  @Field(() => ID) item: string;
  @Field(() => ID, { nullable: true }) row?: string;
  @Field(() => ID, { nullable: true }) field?: string;
  @Field(() => String) code: string;
  @Field(() => String) message: string;
}

@ObjectType('InvalidAnswers', { description: 'Nothing was written; each problem names its item.' })
export class InvalidAnswersType {
  @Field(() => String) message: string;
  @Field(() => [ProblemType]) problems: ProblemType[];
}

@ObjectType('AlreadySubmitted', { description: 'It was handed in before; what was handed in is safe.' })
export class AlreadySubmittedType {
  @Field(() => String) message: string;
  @Field(() => DateTime) submittedAt: Date;
}

@InputType({
  description:
    'One change. item and answer: sets an answer, null clears it. item and row: adds a row. item, row, field and answer: sets one field of a row. item, row and remove: takes a row away.',
})
export class DraftPatch {
  @Field(() => ID) item: string;
  @Field(() => ID, { nullable: true }) row?: string | null;
  @Field(() => ID, { nullable: true }) field?: string | null;
  @Field(() => AnswerScalar, { nullable: true }) answer?: Answer | null;
  @Field(() => Boolean, { nullable: true }) remove?: boolean | null;
}

@InputType('SaveDraftInput')
export class SaveDraftInputType {
  @Field(() => ID) assignmentId: string;
  @Field(() => Int, { description: 'The draft’s revision that you have seen; 0 before the first save.' })
  revision: number;
  @Field(() => [DraftPatch]) patches: DraftPatch[];
}

@InputType('SubmitInput')
export class SubmitInputType {
  @Field(() => ID) assignmentId: string;
  @Field(() => Int, { description: 'The draft’s revision that was read through.' }) revision: number;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const SubmissionUnion = resultUnion('SubmissionResult', SubmissionType, NotFoundType);
export const SaveDraftUnion = resultUnion(
  'SaveDraftResult',
  DraftSavedType,
  StaleRevisionType,
  InvalidAnswersType,
  NotFoundType,
  AlreadySubmittedType,
);
export const SubmitUnion = resultUnion(
  'SubmitResult',
  SubmissionType,
  StaleRevisionType,
  InvalidAnswersType,
  NotFoundType,
  AlreadySubmittedType,
);
