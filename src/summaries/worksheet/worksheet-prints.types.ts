import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RoleNeededType } from '../../assignments/assignment.types.js';
import { resultUnion } from '../../platform/graphql/expected-failures.js';
import { SignedLinkType } from '../file-links.types.js';

/** How a blank worksheet is filled in. */
export const BlankFormEnum = { PLAIN: 'PLAIN', FILLABLE: 'FILLABLE' } as const;
export type BlankForm = keyof typeof BlankFormEnum;
registerEnumType(BlankFormEnum, {
  name: 'BlankForm',
  description: 'PLAIN to be printed and filled in by pen, FILLABLE with fields for a screen.',
});

/** Filled in on a screen, it would lie on a device that others may open. */
export interface PaperOnly {
  readonly __typename: 'PaperOnly';
  readonly message: string;
}

@ObjectType('PaperOnly', { description: 'This worksheet is not given as a form for a screen.' })
export class PaperOnlyType {
  @Field(() => String, { description: 'Why, and what to do.' }) message: string;
}

export const BlankPdfUnion = resultUnion('BlankPdfResult', SignedLinkType, RoleNeededType, PaperOnlyType);
