import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Scene } from '../core/drawing/scene.js';
import type { FamilyMode, FamilyTick } from '../core/genogram/shown-family.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';

/** Whom a drawing is for. */
export const GenogramModeEnum = {
  CLINICIAN: 'clinician',
  CLIENT: 'client',
} as const satisfies Record<string, FamilyMode>;
export type GenogramMode = (typeof GenogramModeEnum)[keyof typeof GenogramModeEnum];
registerEnumType(GenogramModeEnum, {
  name: 'GenogramMode',
  description: 'Whom a drawing is for.',
  valuesMap: {
    CLINICIAN: { description: 'For those who treat.' },
    CLIENT: {
      description: 'To be handed to the client: without harm, secrets, affairs and habits, unless asked for.',
    },
  },
});

/** What may be drawn besides; the values are those of the core. */
export const GenogramTickEnum = {
  HABITS: 'habits',
  SECRETS: 'secrets',
  TRUST_BREAKS: 'breaks',
  HARM: 'harm',
  HARM_KINDS: 'harm-kinds',
  ILLNESS: 'illness',
} as const satisfies Record<string, FamilyTick>;
registerEnumType(GenogramTickEnum, {
  name: 'GenogramTick',
  description: 'What may be drawn besides what a copy always shows.',
  valuesMap: {
    HABITS: { description: 'Addictions and other habits. A clinician’s copy shows them anyway.' },
    SECRETS: {
      description: 'Around whom there was a secret, and affairs. A clinician’s copy shows them anyway.',
    },
    TRUST_BREAKS: { description: 'In how many ways trust was broken. A clinician’s copy shows it anyway.' },
    HARM: { description: 'Who harmed whom. A clinician’s copy shows it anyway.' },
    HARM_KINDS: { description: 'What kind of harm it was; nothing without HARM.' },
    ILLNESS: { description: 'The client’s own words on their own illness.' },
  },
});

/** What a drawing shows, and for whom. */
export interface GenogramView {
  readonly mode: GenogramMode;
  readonly show: readonly FamilyTick[];
  /** "d. 1998" in place of a cross through those who have died. */
  readonly deathsInWords: boolean;
}

/** Somebody of the family, and where they stand. */
export interface GenogramPerson {
  readonly id: string;
  readonly label: string;
  readonly x: number;
}

/** What does not add up in what was written of the family. */
export interface GenogramFinding {
  readonly code: string;
  readonly message: string;
  readonly persons: readonly string[];
}

/** A client's family as it was last handed in, drawn. */
export interface Genogram {
  readonly __typename: 'Genogram';
  readonly clientId: string;
  readonly submittedAt: Date;
  readonly revision: number;
  readonly view: GenogramView;
  /** One drawing, or several of a large family. */
  readonly scenes: readonly Scene[];
  readonly persons: readonly GenogramPerson[];
  readonly findings: readonly GenogramFinding[];
}

/** Somebody else has moved people since. */
export interface GenogramMoved {
  readonly __typename: 'GenogramMoved';
  readonly message: string;
  readonly current: Genogram;
}

/** Nothing can be drawn, and why. */
export interface GenogramNotDrawn {
  readonly __typename: 'GenogramNotDrawn';
  readonly message: string;
  readonly findings: readonly GenogramFinding[];
}

export type GenogramResult = Genogram | GenogramNotDrawn | NotFound;
export type MoveOnGenogramResult = GenogramResult | GenogramMoved;

@ObjectType('GenogramPerson', { description: 'Somebody of the family.' })
class GenogramPersonType {
  @Field(() => ID, { description: 'The row of the answers that tells of them.' }) id: string;
  @Field(() => String, { description: 'As the client calls them.' }) label: string;
  @Field(() => Float, {
    description: 'How far to the right of where the client stands unmoved, in points of the full size.',
  })
  x: number;
}

@ObjectType('GenogramFinding', {
  description: 'What does not add up in what was written, to be looked at with the client.',
})
class GenogramFindingType {
  @Field(() => String) code: string;
  @Field(() => String, { description: 'What it is and what to do.' }) message: string;
  @Field(() => [ID]) persons: readonly string[];
}

@ObjectType('GenogramScene', { description: 'The drawing.' })
export class GenogramSceneType {
  @Field(() => String) title: string;
  @Field(() => String, { description: 'What it shows, in sentences.' }) description: string;
  @Field(() => Float, { description: 'In points.' }) width: number;
  @Field(() => Float, { description: 'In points.' }) height: number;
}

@ObjectType('Genogram', { description: 'A client’s family as last handed in, drawn.' })
export class GenogramType {
  @Field(() => DateTime, { description: 'When the answers came in that it is drawn from.' })
  submittedAt: Date;
  @Field(() => Int, { description: 'Counts the changes of places; 0 while nobody was moved.' })
  revision: number;
  @Field(() => [GenogramSceneType], { description: 'One drawing, or two or three of a large family.' })
  scenes: readonly Scene[];
  @Field(() => [GenogramPersonType]) persons: readonly GenogramPerson[];
  @Field(() => [GenogramFindingType]) findings: readonly GenogramFinding[];
}

@ObjectType('GenogramMoved', { description: 'Somebody else has moved people since you looked.' })
export class GenogramMovedType {
  @Field(() => String) message: string;
  @Field(() => GenogramType) current: Genogram;
}

@ObjectType('GenogramNotDrawn', { description: 'What was written cannot be drawn.' })
export class GenogramNotDrawnType {
  @Field(() => String, { description: 'What happened and what to do.' }) message: string;
  @Field(() => [GenogramFindingType]) findings: readonly GenogramFinding[];
}

@InputType({ description: 'Somebody’s new place in their row. Others give way.' })
class GenogramMoveInput {
  @Field(() => ID) person: string;
  @Field(() => Float, {
    description:
      'How far to the right of the client, in points of the full size. The row is given by the facts.',
  })
  x: number;
}

@InputType()
export class MoveOnGenogramInput {
  @Field(() => ID) clientId: string;
  @Field(() => Int, { description: 'The revision that you saw.' }) revision: number;
  @Field(() => [GenogramMoveInput], {
    description: 'Everybody who stands elsewhere than drawn; nobody puts all back.',
  })
  moves: GenogramMoveInput[];
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const GenogramUnion = resultUnion('GenogramResult', GenogramType, GenogramNotDrawnType, NotFoundType);
export const MoveOnGenogramUnion = resultUnion(
  'MoveOnGenogramResult',
  GenogramType,
  GenogramNotDrawnType,
  GenogramMovedType,
  NotFoundType,
);
