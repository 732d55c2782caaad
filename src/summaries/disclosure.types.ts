import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime, LocalDate } from '../platform/graphql/scalars.js';
import { connectionOf } from '../platform/paging/connection.js';

/** A consent in writing, as it lies in the file (42 CFR 2.31, 45 CFR 164.508). */
export interface WrittenConsent {
  readonly signedBy: string;
  /** YYYY-MM-DD. */
  readonly signedOn: string;
  /** The day after which it is over, YYYY-MM-DD; or the event at which it ends, in words. */
  readonly expires: { readonly on: string } | { readonly when: string };
}

/** What may allow a disclosure without consent. 42 CFR Part 2 knows all but the last (2.51 to 2.53, 2.61 to 2.67). */
export const DISCLOSURE_GROUNDS = [
  'COURT_ORDER',
  'MEDICAL_EMERGENCY',
  'AUDIT_OR_EVALUATION',
  'RESEARCH',
  'OTHER_LAW',
] as const;
export type DisclosureGround = (typeof DISCLOSURE_GROUNDS)[number];

/** What allows a disclosure without consent. */
export interface Authority {
  readonly ground: DisclosureGround;
  /** Which order, emergency or law it is, in words. */
  readonly words: string;
}

/** What is sealed of a disclosure. */
export interface DisclosureDetails {
  readonly recipient: string;
  readonly purpose: string;
  /** What of the record is allowed to go, in words, as the consent or the law has it. */
  readonly covers: string;
  /** The client's consent; else what allows it without one. */
  readonly allowedBy: { readonly consent: WrittenConsent } | { readonly authority: Authority };
  readonly includesPart2: boolean;
  /** What is in it, in the order in which it was handed in. */
  readonly submissionIds: readonly string[];
}

/** What of a client's record left the practice. */
export interface Disclosure {
  readonly __typename: 'Disclosure';
  readonly id: string;
  readonly clientId: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly basis: 'consent' | 'other';
  /** The version of the notice that Part 2 asks for, where it does. */
  readonly notice: string | null;
  readonly details: DisclosureDetails;
}

/** Why nothing was disclosed. */
export const REFUSAL_REASONS = [
  'PART2_NOT_DECIDED',
  'CONSENT_NOT_IN_FORCE',
  'PART2_GROUND',
  'NOT_FOR_DISCLOSURE',
  'NOTHING_TO_DISCLOSE',
  'TOO_MUCH',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Nothing was disclosed and nothing was noted; the message says what to do. */
export interface DisclosureRefused {
  readonly __typename: 'DisclosureRefused';
  readonly reason: RefusalReason;
  readonly message: string;
}

export type DisclosureResult = Disclosure | DisclosureRefused | NotFound;

const RefusalEnum = Object.fromEntries(REFUSAL_REASONS.map((reason) => [reason, reason])) as Record<
  RefusalReason,
  RefusalReason
>;
registerEnumType(RefusalEnum, {
  name: 'DisclosureRefusal',
  valuesMap: {
    PART2_NOT_DECIDED: { description: 'The practice has not said what 42 CFR Part 2 makes of it.' },
    CONSENT_NOT_IN_FORCE: { description: 'The consent is over, or was not given yet.' },
    PART2_GROUND: { description: '42 CFR Part 2 does not allow it without consent on this ground.' },
    NOT_FOR_DISCLOSURE: {
      description:
        'Something that was named was withdrawn, was handed in anew, or never leaves the practice.',
    },
    NOTHING_TO_DISCLOSE: { description: 'Nothing was handed in that this covers.' },
    TOO_MUCH: { description: 'More worksheets than one document holds.' },
  },
});

const BasisEnum = { CONSENT: 'consent', OTHER: 'other' } as const;
registerEnumType(BasisEnum, {
  name: 'DisclosureBasis',
  valuesMap: {
    CONSENT: { description: 'The client’s written consent.' },
    OTHER: { description: 'Something else, such as a court’s order.' },
  },
});

const GroundEnum = Object.fromEntries(DISCLOSURE_GROUNDS.map((ground) => [ground, ground])) as Record<
  DisclosureGround,
  DisclosureGround
>;
registerEnumType(GroundEnum, {
  name: 'DisclosureGround',
  valuesMap: {
    COURT_ORDER: {
      description:
        'A court’s order. Where Part 2 applies: one under 42 CFR 2.61 to 2.67; a subpoena alone is none.',
    },
    MEDICAL_EMERGENCY: { description: 'A medical emergency in which consent cannot be had (42 CFR 2.51).' },
    AUDIT_OR_EVALUATION: { description: 'An audit or evaluation of the practice (42 CFR 2.53).' },
    RESEARCH: { description: 'Research (42 CFR 2.52).' },
    OTHER_LAW: {
      description: 'Another law, such as a subpoena or a duty to report. Not where Part 2 applies.',
    },
  },
});

/** One submission that is in a disclosure. */
export interface DisclosedSheet {
  readonly submissionId: string;
  readonly title: string;
  readonly submittedAt: Date;
}

@ObjectType('DisclosedSheet', { description: 'A worksheet that is in it.' })
export class DisclosedSheetType {
  @Field(() => ID) submissionId: string;
  @Field(() => String) title: string;
  @Field(() => DateTime) submittedAt: Date;
}

@ObjectType('Disclosure', {
  description: 'What of a client’s record left the practice: one line of the accounting of disclosures.',
})
export class DisclosureType {
  @Field(() => ID) id: string;
  @Field(() => DateTime) madeAt: Date;
  @Field(() => BasisEnum) basis: 'consent' | 'other';
  @Field(() => String, {
    nullable: true,
    description:
      'The version of the notice on it that 42 CFR Part 2 asks for; null where Part 2 does not apply.',
  })
  notice: string | null;
}

@ObjectType('DisclosureRefused', { description: 'Nothing was disclosed, and nothing was noted.' })
export class DisclosureRefusedType {
  @Field(() => RefusalEnum) reason: RefusalReason;
  @Field(() => String) message: string;
}

@InputType()
export class DisclosedPeriodInput {
  @Field(() => LocalDate, { description: 'The first day, in the practice’s zone.' }) from: string;
  @Field(() => LocalDate, { description: 'The last day.' }) to: string;
}

@InputType({ isOneOf: true, description: 'What goes: one of the three.' })
export class DisclosureScopeInput {
  @Field(() => [ID], { nullable: true, description: 'These submissions. A meeting log goes only so.' })
  submissionIds?: string[];
  @Field(() => ID, { nullable: true, description: 'What came in for this session.' }) sessionId?: string;
  @Field(() => DisclosedPeriodInput, { nullable: true, description: 'What came in within these days.' })
  period?: DisclosedPeriodInput;
}

@InputType({ isOneOf: true, description: 'When the consent ends: one of the two.' })
export class ConsentExpiryInput {
  @Field(() => LocalDate, { nullable: true, description: 'The last day on which it holds.' }) on?: string;
  @Field(() => String, {
    nullable: true,
    description: 'The event, such as “end of treatment”. 1 to 200 characters.',
  })
  when?: string;
}

@InputType()
export class WrittenConsentInput {
  @Field(() => String, {
    description:
      'Who signed it, as it says there. 1 to 200 characters; printed on the page about the consent.',
  })
  signedBy: string;
  @Field(() => LocalDate) signedOn: string;
  @Field(() => ConsentExpiryInput) expires: ConsentExpiryInput;
}

@InputType()
export class DisclosureAuthorityInput {
  @Field(() => GroundEnum) ground: DisclosureGround;
  @Field(() => String, {
    description:
      'Which one: the court and the day of its order, the emergency, the law. 1 to 300 characters; printed.',
  })
  words: string;
}

@InputType({ isOneOf: true, description: 'What allows it: one of the two.' })
export class DisclosureBasisInput {
  @Field(() => WrittenConsentInput, { nullable: true }) consent?: WrittenConsentInput;
  @Field(() => DisclosureAuthorityInput, { nullable: true, description: 'What allows it without consent.' })
  authority?: DisclosureAuthorityInput;
}

@InputType()
export class MakeDisclosureInput {
  @Field(() => ID) clientId: string;
  @Field(() => String, { description: 'Who gets it. 1 to 300 characters.' }) recipient: string;
  @Field(() => String, { description: 'What for. 1 to 300 characters.' }) purpose: string;
  @Field(() => String, {
    description:
      'What of the record may go, as the consent or the law has it: it is printed, so that the recipient can tell. 1 to 1,000 characters.',
  })
  covers: string;
  @Field(() => DisclosureScopeInput) scope: DisclosureScopeInput;
  @Field(() => DisclosureBasisInput) allowedBy: DisclosureBasisInput;
  @Field(() => Boolean, {
    description:
      'Whether something of it came from a program under 42 CFR Part 2. A program’s own records do.',
  })
  includesPart2: boolean;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const DisclosureUnion = resultUnion(
  'DisclosureResult',
  DisclosureType,
  DisclosureRefusedType,
  NotFoundType,
);
export const DisclosureConnection = connectionOf(DisclosureType, 'Disclosure');
