import { z } from 'zod';

/*
 * How a client may be reached, as asked in the worksheet `start-here` (content/couples.md §4). The values are those of
 * its options.
 */

export const CONTACT_WAYS = [
  'message_in_this_site',
  'text_message',
  'phone_call',
  'voicemail',
  'email',
  'letter',
  'none_only_talk_to_me_in_sessions',
] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

export const CONTACT_WORDS = [
  'it_may_name_the_practice',
  'only_you_have_a_new_message',
  'send_nothing_unless_it_is_urgent',
] as const;
export type ContactWords = (typeof CONTACT_WORDS)[number];

export const CONTACT_SEEN = [
  'no',
  'yes_and_that_is_fine_with_me',
  'yes_and_i_want_more_privacy',
  'not_sure',
] as const;
export type ContactSeen = (typeof CONTACT_SEEN)[number];

export const CONTACT_TELL = ['yes', 'no', 'only_if_my_life_is_at_risk'] as const;
export type ContactTell = (typeof CONTACT_TELL)[number];

const line = z.string().nullable();
const person = z.object({
  name: line,
  relation: line,
  phone: line,
  isPartner: z.boolean().nullable(),
  tell: z.enum(CONTACT_TELL).nullable(),
});

/** What is sealed. Null: not answered. */
export const contactShape = z.object({
  ways: z.array(z.enum(CONTACT_WAYS)),
  number: line,
  times: line,
  words: z.enum(CONTACT_WORDS).nullable(),
  seen: z.enum(CONTACT_SEEN).nullable(),
  persons: z.array(person),
});

/** How a client may be reached. */
export type Contact = Readonly<z.infer<typeof contactShape>>;

/**
 * Whether mail may be sent at all: only where the client has said that e-mail is safe, has not asked for silence, and
 * does not want more privacy from whoever sees the mailbox. What was not answered counts as not safe.
 */
export function allowsMail({ ways, words, seen }: Contact): boolean {
  return (
    ways.includes('email') &&
    !ways.includes('none_only_talk_to_me_in_sessions') &&
    words !== 'send_nothing_unless_it_is_urgent' &&
    seen !== 'yes_and_i_want_more_privacy'
  );
}

/**
 * Whether mail may be sent that the client has not just asked for, and that says what it is about. Whoever else sees the
 * mailbox would learn of it at a time that nobody chose; so only where nobody does, as the client has said.
 */
export function allowsNotices(contact: Contact): boolean {
  const { seen, words } = contact;
  return allowsMail(contact) && seen === 'no' && words !== 'only_you_have_a_new_message';
}
