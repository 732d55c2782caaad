import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';
import { type Session, SessionType } from './session.types.js';
import type { CopyKind } from './summary.types.js';

/** Sizes of paper, as GraphQL names them. */
export const PaperEnum = { LETTER: 'LETTER', A4: 'A4' } as const;
export type Paper = keyof typeof PaperEnum;
registerEnumType(PaperEnum, { name: 'Paper' });

const CopyKindEnum: Record<CopyKind, CopyKind> = {
  INDIVIDUAL: 'INDIVIDUAL',
  INDIVIDUAL_A: 'INDIVIDUAL_A',
  INDIVIDUAL_B: 'INDIVIDUAL_B',
};
registerEnumType(CopyKindEnum, {
  name: 'CopyKind',
  description: 'Whose copy it is. A couple’s partners have one each.',
});

/** One client's copy of a session's summary. */
export interface SummaryCopy {
  readonly kind: CopyKind;
  readonly clientId: string;
  readonly sessionId: string;
}

/** What a session's summary offers: a copy for each client, never one for both. */
export interface SessionSummary {
  readonly __typename: 'SessionSummary';
  readonly session: Session;
  readonly copies: readonly SummaryCopy[];
}

export type SessionSummaryResult = SessionSummary | NotFound;

@ObjectType('SignedLink', {
  description: 'An address that gives one file for a few minutes to whoever holds it.',
})
export class SignedLinkType {
  @Field(() => String) url: string;
  @Field(() => DateTime) expiresAt: Date;
}

@ObjectType('SummaryCopy', { description: 'One client’s copy. Copies of a couple’s partners never mix.' })
export class SummaryCopyType {
  @Field(() => CopyKindEnum) kind: CopyKind;
}

@ObjectType('SessionSummary', { description: 'What a clinician takes into a session.' })
export class SessionSummaryType {
  @Field(() => SessionType) session: SessionType;
  @Field(() => [SummaryCopyType]) copies: SummaryCopyType[];
}

export const SessionSummaryUnion = resultUnion('SessionSummaryResult', SessionSummaryType, NotFoundType);
