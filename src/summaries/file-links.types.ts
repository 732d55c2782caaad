import { Field, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { DateTime } from '../platform/graphql/scalars.js';

const paper = z.enum(['LETTER', 'A4']);

/**
 * Which file a link gives, by kind: the kind is the last part of its path. Ids and choices alone, and nothing that
 * anybody wrote: a ticket stands in addresses, and addresses are kept by browsers and proxies.
 */
export const fileAsked = z.discriminatedUnion('kind', [
  /** `clientId`: null for the copy for both partners of a couple. */
  z.object({
    kind: z.literal('summary'),
    sessionId: z.uuid(),
    clientId: z.uuid().nullable(),
    paper,
    /** What follows the front page, where something else than usual is asked for. */
    parts: z
      .array(z.enum(['FULL_ANSWERS', 'GENOGRAM', 'SEVEN_STEPS']))
      .max(3)
      .optional(),
  }),
  /** `day`: YYYY-MM-DD in the practice's zone. */
  z.object({ kind: z.literal('clinic-day'), day: z.iso.date(), clinicianId: z.uuid(), paper }),
  z.object({ kind: z.literal('disclosure'), disclosureId: z.uuid(), paper }),
  /** `hash`: of the worksheet's version, in hex. `role`: whose paper it is, where the worksheet asks for that. */
  z.object({
    kind: z.literal('blank'),
    worksheetId: z.string().max(100),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    role: z.enum(['hurt', 'repairing', 'both']).nullable(),
    fillable: z.boolean(),
    paper,
  }),
  z.object({ kind: z.literal('submission'), submissionId: z.uuid(), paper }),
  /** `mode`: for whose eyes the map is drawn. */
  z.object({
    kind: z.literal('genogram'),
    clientId: z.uuid(),
    mode: z.enum(['client', 'clinician']),
    show: z.array(z.enum(['habits', 'secrets', 'breaks', 'harm', 'harm-kinds', 'illness'])),
    deathsInWords: z.boolean(),
    paper,
  }),
]);
export type FileAsked = z.infer<typeof fileAsked>;
export type FileKind = FileAsked['kind'];

/** A file, and the member on whose behalf it is made. */
export type FileTicket<Kind extends FileKind = FileKind> = Extract<FileAsked, { readonly kind: Kind }> & {
  readonly practiceId: string;
  readonly memberId: string;
};

/** A document ready to be sent. Its name holds a client's code or a worksheet's id, and a day; no other fact. */
export interface PrintedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** An address that gives one PDF for a few minutes to whoever holds it. */
export interface SignedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

@ObjectType('SignedLink', {
  description:
    'An address that gives one file for a few minutes to whoever holds it. Each print is noted. What is printed is part of the record: after use, file it or shred it.',
})
export class SignedLinkType {
  @Field(() => String) url: string;
  @Field(() => DateTime) expiresAt: Date;
}
