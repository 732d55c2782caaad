import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ClientLink } from '../access/client/client-links.service.js';
import { type NotFound, NotFoundType, resultUnion } from '../platform/graphql/expected-failures.js';
import { DateTime } from '../platform/graphql/scalars.js';

/** A link with its address as a QR code. */
export type ShownClientLink = ClientLink & { readonly __typename: 'ClientLink'; readonly qrSvg: string };

export type ClientLinkResult = ShownClientLink | NotFound;

@ObjectType('ClientLink', { description: 'A way in for one client, good once. A newer one ends it.' })
export class ClientLinkType {
  @Field(() => String, {
    description: 'To be opened on the client’s own device. Show it as a QR code or send it.',
  })
  url: string;
  @Field(() => String, {
    description: 'Eight digits, to be typed after opening the address where scripts do not run.',
  })
  code: string;
  @Field(() => String, {
    description:
      'The address as a QR code: an SVG document, black on white, to be shown as an image or printed.',
  })
  qrSvg: string;
  @Field(() => DateTime) expiresAt: Date;
  @Field(() => String, {
    nullable: true,
    description:
      'For the office: the page of a clinic’s tablet, on which the eight digits alone let the client in. Null for the client’s own device.',
  })
  tabletUrl: string | null;
}

/** GraphQL’s names of the places that a link can be made for. */
export const LinkPlaceEnum = { OWN: 'own', OFFICE: 'office' } as const;
registerEnumType(LinkPlaceEnum, {
  name: 'LinkPlace',
  description:
    'Where the client is let in. OFFICE is a device of the clinic’s: the session is short, and leaves nothing there.',
});

@InputType()
export class ClientLinkInput {
  @Field(() => ID) clientId: string;
  @Field(() => LinkPlaceEnum, { nullable: true, description: 'OWN unless told.' })
  place?: 'own' | 'office' | null;
  @Field(() => String, {
    description: 'A new UUID for each new request; the same one when it is sent again.',
  })
  idempotencyKey: string;
}

export const ClientLinkUnion = resultUnion('ClientLinkResult', ClientLinkType, NotFoundType);
