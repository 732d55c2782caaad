import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LoginWork } from '../../platform/database/login-work.js';
import { type MemberActor, runAsSystem } from '../actor.js';
import { MemberActorsService } from '../member/member-actors.service.js';
import { HOST_LOGIN, type HostAlgorithm, type HostLogin, personIn } from './host-login.types.js';
import { HostMembersService } from './host-members.service.js';
import { HostProvider, providerUnavailable } from './host-provider.js';

const ALGORITHMS: readonly HostAlgorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;
const KEYS_TIMEOUT_MS = 3_000;

/** Reads the host's bearer tokens: JWTs under a key that the host's provider publishes (RFC 7519, RFC 8725). */
@Injectable()
export class HostTokensService {
  private keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  constructor(
    @Inject(HOST_LOGIN) private readonly host: HostLogin | undefined,
    private readonly provider: HostProvider,
    private readonly members: HostMembersService,
    private readonly actors: MemberActorsService,
    private readonly work: LoginWork,
  ) {}

  /**
   * The member whom a host's token speaks for.
   * @returns undefined where there is no host log-in, or the token is forged, past its time, for somebody else, or names
   *   nobody of ours
   * @throws PublicError UNAVAILABLE while the host's keys cannot be fetched
   */
  async find(token: string, requestId: string): Promise<MemberActor | undefined> {
    const payload = this.host && (await this.verify(token, this.host));
    const person = payload && personIn(payload, this.host?.claims);
    if (!person) return undefined;
    return runAsSystem(person.practiceId, requestId, () =>
      this.work.write(async () => {
        const memberId = await this.members.admit(person);
        return memberId === undefined ? undefined : this.actors.find(memberId, { kind: 'host' });
      }),
    );
  }

  private async verify(token: string, host: HostLogin): Promise<JWTPayload | undefined> {
    try {
      // Asked for when the token’s form and algorithm are right: nonsense costs the provider no question.
      const keys: JWTVerifyGetKey = async (...asked) => (await this.remoteKeys(host))(...asked);
      const { payload } = await jwtVerify(token, keys, {
        issuer: host.issuer,
        audience: host.audience,
        algorithms: [...(host.algorithms ?? ALGORITHMS)],
        clockTolerance: host.clockToleranceSeconds ?? CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw providerUnavailable();
    }
  }

  /** Found once; a provider that could not be reached is asked again at the next request. */
  private remoteKeys(host: HostLogin): Promise<ReturnType<typeof createRemoteJWKSet>> {
    this.keys ??= this.provider
      .keysUrl(host)
      .then((url) => createRemoteJWKSet(url, { timeoutDuration: KEYS_TIMEOUT_MS }));
    this.keys.catch(() => (this.keys = undefined));
    return this.keys;
  }
}

/** Faults of the token, in contrast to those of the way to the provider. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
