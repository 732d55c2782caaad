import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { KeyProvider } from '../../platform/vault/key-provider.js';
import { KEY_PROVIDER } from '../../platform/vault/vault.service.js';
import { actingFor, type MemberActor, ROLES } from '../actor.js';

const ISSUER = 'mendwork';
const claims = z.object({ sub: z.uuid(), practice: z.uuid(), roles: z.array(z.enum(ROLES)).min(1) });

/** Signs and reads the members' development tokens: a JWT under a key of this installation. */
@Injectable()
export class MemberTokensService {
  constructor(@Inject(KEY_PROVIDER) private readonly keys: KeyProvider) {}

  /** A token for `member` that is good for `hours`. */
  async sign(member: Pick<MemberActor, 'practiceId' | 'id' | 'roles'>, hours: number): Promise<string> {
    return new SignJWT({ practice: member.practiceId, roles: [...member.roles] })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(ISSUER)
      .setSubject(member.id)
      .setIssuedAt()
      .setExpirationTime(`${hours}h`)
      .sign(await this.key());
  }

  /** The member whom `token` speaks for; undefined when it is forged, altered or past its time. */
  async verify(token: string): Promise<MemberActor | undefined> {
    try {
      const { payload } = await jwtVerify(token, await this.key(), {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: ISSUER,
      });
      const { sub, practice, roles } = claims.parse(payload);
      return actingFor({ practiceId: practice, id: sub, roles });
    } catch {
      return undefined;
    }
  }

  private key(): Promise<Buffer> {
    return this.keys.derive('member-token', 32);
  }
}
