import { Inject, Injectable } from '@nestjs/common';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { LoginWork } from '../../platform/database/login-work.js';
import { PublicError } from '../../platform/errors/problem.js';
import type { HttpRequest } from '../../platform/http/exchange.js';
import { PUBLIC_ADDRESS } from '../../platform/http/public-address.js';
import { runAsSystem } from '../actor.js';
import { HandedOver } from '../handed-over.js';
import { LoginChallenges, practiceOfChallenge } from '../login-challenges.service.js';
import { LoginLimits } from '../login-limits.service.js';
import { MemberSessionsService } from '../member/member-sessions.service.js';
import { hashOfSecret, newSecret, sameBytes } from '../secrets.js';
import { practiceExists } from '../practice-exists.js';
import { HOST_LOGIN, type HostLogin, personIn } from './host-login.types.js';
import { HostMembersService } from './host-members.service.js';
import { HostProvider, providerUnavailable } from './host-provider.js';

/** What waits for the provider's answer. `browser`: hash of the secret that only the browser that began it holds. */
const waiting = z.object({ verifier: z.string(), nonce: z.string(), browser: z.string() });

const ASKED_WITHIN_SECONDS = 600;

/** A sign-in that has begun: where the browser goes, and what it keeps to come back with. */
export interface HostSignInBegun {
  readonly location: string;
  readonly browserSecret: string;
}

/** Signs members in with the host's provider: OpenID Connect, code flow with PKCE (RFC 7636), bound to the browser. */
@Injectable()
export class HostSignInService {
  constructor(
    @Inject(HOST_LOGIN) private readonly host: HostLogin | undefined,
    @Inject(PUBLIC_ADDRESS) private readonly publicAddress: string,
    private readonly provider: HostProvider,
    private readonly handedOver: HandedOver,
    private readonly limits: LoginLimits,
    private readonly challenges: LoginChallenges,
    private readonly members: HostMembersService,
    private readonly sessions: MemberSessionsService,
    private readonly work: LoginWork,
  ) {}

  /**
   * Begins a sign-in at one practice.
   * @param again whether the provider must ask for a factor once more, for what needs a step up
   * @returns undefined where members do not sign in with the host
   * @throws PublicError TOO_MANY_REQUESTS by place or practice, UNAVAILABLE while the provider cannot be reached
   */
  async begin(
    practice: string,
    again: boolean,
    request: Pick<HttpRequest, 'id' | 'ip'>,
  ): Promise<HostSignInBegun | undefined> {
    const { host } = this;
    if (!host?.client || !isUuid(practice)) return undefined;
    const practiceId = practice.toLowerCase();
    await this.limits.byPlace(practiceId, request.ip);
    const configuration = await this.provider.configuration(host).catch(() => {
      throw providerUnavailable();
    });
    const [verifier, nonce, browserSecret] = [randomPKCECodeVerifier(), randomNonce(), newSecret()];
    const browser = hashOfSecret(browserSecret).toString('base64url');
    const state = await runAsSystem(practiceId, request.id, () =>
      this.work.write(async () =>
        (await practiceExists(this.work))
          ? this.challenges.open({ kind: 'host_sign_in', payload: { verifier, nonce, browser } })
          : undefined,
      ),
    );
    if (state === undefined) return undefined;
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: 'openid profile',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(again && { prompt: 'login', max_age: '0' }),
    });
    return { location: location.href, browserSecret };
  }

  /**
   * Ends a sign-in with what the provider sent the browser back with.
   * @param answer the query of the address that the browser came to
   * @returns the Set-Cookie value of the new session. It has stepped up where the provider says that it asked just now:
   *   one that knows its people from before asks nothing, and the address that it was sent is the browser’s to change
   * @throws PublicError SIGN_IN_REFUSED, saying nothing of the reason; TOO_MANY_REQUESTS by place or practice
   */
  async finish(
    answer: URLSearchParams,
    browserSecret: string,
    request: Pick<HttpRequest, 'id' | 'ip' | 'headers' | 'cookies'>,
  ): Promise<string> {
    const practiceId = practiceOfChallenge(answer.get('state') ?? '');
    if (!this.host?.client || practiceId === undefined) throw refused();
    await this.limits.byPlace(practiceId, request.ip);
    const begun = await runAsSystem(practiceId, request.id, () =>
      this.work.write(() => this.challenges.spend(answer.get('state') ?? '', 'host_sign_in')),
    );
    const kept = waiting.safeParse(begun?.payload);
    if (!kept.success || !isSameBrowser(kept.data.browser, browserSecret)) throw refused();
    const { person, askedAt } = await this.redeem(answer, kept.data, this.host);
    if (person?.practiceId !== practiceId) throw refused();
    // The address that the provider was asked by is the browser’s to change: what it says of its answer counts.
    if (this.handedOver.isMarked(request.cookies) && !isJustNow(askedAt)) throw refused();
    return runAsSystem(practiceId, request.id, () =>
      this.work.write(async () => {
        const memberId = await this.members.admit(person);
        const cookie = memberId && (await this.sessions.start(memberId, ['host'], request, askedAt));
        if (!cookie) throw refused();
        return cookie;
      }),
    );
  }

  private async redeem(answer: URLSearchParams, kept: z.infer<typeof waiting>, host: HostLogin) {
    const url = new URL(this.callback);
    url.search = answer.toString();
    try {
      const tokens = await authorizationCodeGrant(await this.provider.configuration(host), url, {
        pkceCodeVerifier: kept.verifier,
        expectedNonce: kept.nonce,
        expectedState: answer.get('state') ?? '',
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      // OpenID Connect Core 1.0, 2: `auth_time`, which a provider must give where `max_age` was asked for.
      return { person: claims && personIn(claims, host.claims), askedAt: claims?.auth_time ?? null };
    } catch {
      // Whatever the provider said, the person at the browser can do one thing: begin again.
      throw refused();
    }
  }

  private get callback(): string {
    return `${this.publicAddress}/auth/host/callback`;
  }
}

/** Was somebody asked within the time that a sign-in may take? `askedAt` in seconds since 1970. */
function isJustNow(askedAt: number | null): boolean {
  return askedAt !== null && Date.now() / 1000 - askedAt < ASKED_WITHIN_SECONDS;
}

function isSameBrowser(kept: string, browserSecret: string): boolean {
  return sameBytes(Buffer.from(kept, 'base64url'), hashOfSecret(browserSecret));
}

function refused(): PublicError {
  return new PublicError(
    'SIGN_IN_REFUSED',
    'Signing in with your organization did not work. Go back to the sign-in page and begin again.',
  );
}
