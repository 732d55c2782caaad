import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { requireMember } from '../access/actor.js';
import { PUBLIC_ADDRESS } from '../platform/http/public-address.js';
import type { KeyProvider } from '../platform/vault/key-provider.js';
import { KEY_PROVIDER } from '../platform/vault/vault.service.js';
import { type FileAsked, fileAsked, type FileTicket, type SignedLink } from './file-links.types.js';

const ISSUER = 'mendwork-file';
const LIFE_MINUTES = 5;

const claims = z.object({ practice: z.uuid(), sub: z.uuid(), file: fileAsked });

/** Signs and reads the addresses of PDFs. They hold ids and nothing that anybody wrote. */
@Injectable()
export class FileLinksService {
  constructor(
    @Inject(KEY_PROVIDER) private readonly keys: KeyProvider,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
  ) {}

  /**
   * A link to one file for the calling member; it lives five minutes. It promises nothing: what the member may see is
   * asked again when the link is followed.
   */
  async sign(file: FileAsked): Promise<SignedLink> {
    const member = requireMember();
    const expiresAt = new Date((Math.floor(Date.now() / 1000) + LIFE_MINUTES * 60) * 1000);
    const token = await new SignJWT({ practice: member.practiceId, file })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(member.id)
      .setExpirationTime(expiresAt)
      .sign(await this.key());
    return { url: `${this.publicAddress}/files/${file.kind}?ticket=${token}`, expiresAt };
  }

  /** What a link's token gives; undefined when it was altered or is past its time. */
  async read(token: string): Promise<FileTicket | undefined> {
    try {
      const { payload } = await jwtVerify(token, await this.key(), {
        algorithms: ['HS256'],
        issuer: ISSUER,
        requiredClaims: ['exp'],
      });
      const { practice, sub, file } = claims.parse(payload);
      return { ...file, practiceId: practice, memberId: sub };
    } catch {
      return undefined;
    }
  }

  private key(): Promise<Buffer> {
    return this.keys.derive('file-link', 32);
  }
}
