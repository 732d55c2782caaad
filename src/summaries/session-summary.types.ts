import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { type Session, SessionType } from './session.types.js';
import type { CopyKind, IndividualCopy } from './summary.types.js';

/** Sizes of paper, as GraphQL names them. */
export const PaperEnum = { LETTER: 'LETTER', A4: 'A4' } as const;
export type Paper = keyof typeof PaperEnum;
registerEnumType(PaperEnum, { name: 'Paper' });

export const CopyKindEnum: Record<CopyKind, CopyKind> = {
  INDIVIDUAL: 'INDIVIDUAL',
  INDIVIDUAL_A: 'INDIVIDUAL_A',
  INDIVIDUAL_B: 'INDIVIDUAL_B',
  COUPLE: 'COUPLE',
};
registerEnumType(CopyKindEnum, {
  name: 'CopyKind',
  description:
    'Whose copy it is. A couple’s partners have one each, and one for both, the only one to take into a joint session.',
});

/** A copy of a session's summary: about one client, or for both partners of a couple. */
export type SummaryCopy =
  ClientCopy | { readonly kind: 'COUPLE'; readonly clientId: null; readonly sessionId: string };

/** The copy about one client, for the clinician alone. */
export interface ClientCopy {
  readonly kind: IndividualCopy;
  readonly clientId: string;
  readonly sessionId: string;
}

/** What a session's summary offers: a copy for each client, and for a couple one that holds what both may see. */
export interface SessionSummary {
  readonly __typename: 'SessionSummary';
  readonly session: Session;
  readonly copies: readonly SummaryCopy[];
}

export type SessionSummaryResult = SessionSummary | NotFound;

@ObjectType('SummaryCopy', {
  description:
    'One client’s copy, or the one for both. Copies of a couple’s partners never mix, and the one for both holds nothing but what was released.',
})
export class SummaryCopyType {
  @Field(() => CopyKindEnum) kind: CopyKind;
}

@ObjectType('SessionSummary', { description: 'What a clinician takes into a session.' })
export class SessionSummaryType {
  @Field(() => SessionType) session: SessionType;
  @Field(() => [SummaryCopyType]) copies: SummaryCopyType[];
}

export const SessionSummaryUnion = resultUnion('SessionSummaryResult', SessionSummaryType, NotFoundType);
