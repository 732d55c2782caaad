import { Field, InputType } from '@nestjs/graphql';
import type { CompiledWorksheet } from '../core/worksheet/compile.js';
import type { Worksheet } from '../core/worksheet/definition.js';
import { NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { type Origin, OriginEnum, WorksheetType } from './worksheet.types.js';

/** Which version of a worksheet: its hash, and whether the practice made it or it ships. */
export interface VersionName {
  readonly hash: string;
  readonly practiceMade: boolean;
}

/** A worksheet as it was published, ready to evaluate. `hash` names this version for good. */
export interface WorksheetVersion extends VersionName {
  readonly worksheet: Worksheet;
  readonly compiled: CompiledWorksheet;
}

/** Which worksheets of the catalogue are listed: of one origin, and with these words in them. */
@InputType()
export class WorksheetFilter {
  @Field(() => OriginEnum, { nullable: true }) origin?: Origin | null;
  @Field(() => String, {
    nullable: true,
    description: 'Words that stand in its title, its introduction or its questions.',
  })
  text?: string | null;
}

export const WorksheetUnion = resultUnion('WorksheetResult', WorksheetType, NotFoundType);
