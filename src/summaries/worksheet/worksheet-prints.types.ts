import { registerEnumType } from '@nestjs/graphql';
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

export const BlankPdfUnion = resultUnion('BlankPdfResult', SignedLinkType, RoleNeededType);
