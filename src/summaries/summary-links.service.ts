import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { KEY_PROVIDER } from '../platform/vault/vault.service.js';

const ISSUER = 'mendwork-summary';
const LIFE_MINUTES = 5;

const claims = z.object({
  practice: z.uuid(),
  sub: z.uuid(),
  session: z.uuid(),
  client: z.uuid(),
  paper: z.enum(['LETTER', 'A4']),
  exp: z.number(),
});

/** Which summary a link gives, and on whose behalf. */
export interface SummaryTicket {
  readonly practiceId: string;
  readonly memberId: string;
  readonly sessionId: string;
  readonly clientId: string;
  readonly paper: 'LETTER' | 'A4';
}

/** An address that gives one PDF for a few minutes to whoever holds it. */
export interface SignedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

/** Signs and reads the addresses of PDFs. They hold ids and nothing that anybody wrote. */
@Injectable()
export class SummaryLinksService {
  constructor(
    @Inject(KEY_PROVIDER) private readonly keys: KeyProvider,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
  ) {}

  /** A link to one client's copy for the calling member; it lives five minutes. */
  async sign(summary: Pick<SummaryTicket, 'sessionId' | 'clientId' | 'paper'>): Promise<SignedLink> {
    const member = requireMember();
    const expiresAt = new Date((Math.floor(Date.now() / 1000) + LIFE_MINUTES * 60) * 1000);
    const token = await new SignJWT({
      practice: member.practiceId,
      session: summary.sessionId,
      client: summary.clientId,
      paper: summary.paper,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(member.id)
      .setExpirationTime(expiresAt)
      .sign(await this.key());
    return { url: `${this.publicAddress}/files/summary?ticket=${token}`, expiresAt };
  }

  /** What a link's token gives; undefined when it was altered or is past its time. */
  async read(token: string): Promise<SummaryTicket | undefined> {
    try {
      const { payload } = await jwtVerify(token, await this.key(), { algorithms: ['HS256'], issuer: ISSUER });
      const { practice, sub, session, client, paper } = claims.parse(payload);
      return { practiceId: practice, memberId: sub, sessionId: session, clientId: client, paper };
    } catch {
      return undefined;
    }
  }

  private key(): Promise<Buffer> {
    return this.keys.derive('summary-link', 32);
  }
}
