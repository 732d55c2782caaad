import { Injectable } from '@nestjs/common';
import { allowInsecureRequests, ClientSecretPost, type Configuration, discovery, None } from 'openid-client';
import { PublicError } from '../../platform/errors/problem.js';
import type { HostLogin } from './host-login.types.js';

const TIMEOUT_SECONDS = 5;

/** What the host's identity provider says of itself (OpenID Connect Discovery), asked once. */
@Injectable()
export class HostProvider {
  private found: Promise<Configuration> | undefined;

  /** The provider, ready to sign members in with a browser. A failed try is forgotten, so that the next asks again. */
  configuration(host: HostLogin): Promise<Configuration> {
    this.found ??= discover(host);
    this.found.catch(() => (this.found = undefined));
    return this.found;
  }

  /** Where the provider's public keys are. */
  async keysUrl(host: HostLogin): Promise<URL> {
    if (host.jwksUrl) return new URL(host.jwksUrl);
    const { jwks_uri: url } = (await this.configuration(host)).serverMetadata();
    if (!url) throw new Error('The provider publishes no keys.');
    return new URL(url);
  }
}

/** What is told while the provider cannot be reached. */
export function providerUnavailable(): PublicError {
  return new PublicError(
    'UNAVAILABLE',
    'Your organization’s log-in cannot be reached now. Try again in a moment.',
  );
}

function discover(host: HostLogin): Promise<Configuration> {
  const { client } = host;
  return discovery(
    new URL(host.issuer),
    client?.id ?? host.audience,
    undefined,
    client?.secret ? ClientSecretPost(client.secret) : None(),
    // Without TLS on this machine alone, for trying.
    { timeout: TIMEOUT_SECONDS, ...(isLoopback(host.issuer) && { execute: [allowInsecureRequests] }) },
  );
}

function isLoopback(address: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(address);
}
