import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { importPKCS8, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** A real OpenID provider on this machine, as a host has one. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in there next, with these claims. */
  person: { subject: string; claims: Record<string, unknown> };
  /** How often its keys were asked for. */
  readonly keyRequests: () => number;
  /** A token as the provider signs it. `change` alters header, claims and key before it is signed. */
  sign(
    claims: Record<string, unknown>,
    change?: { alg?: string; kid?: string; key?: string },
  ): Promise<string>;
  stop(): Promise<void>;
}

const ROOT = 'http://127.0.0.1';

/** Starts one whose browser log-in asks nothing: whoever comes is `person`. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `${ROOT}:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret, kid] = ['mendwork', randomUUID(), 'key-1'];
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const state = { person: { subject: 'nobody', claims: {} as Record<string, unknown> }, keyRequests: 0 };

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] as never },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ['sub'], profile: ['name', 'mendwork_practice', 'mendwork_roles'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true, methods: ['S256'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...state.person.claims }),
    }),
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 60, Interaction: 60, Session: 60 },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url === '/jwks') state.keyRequests++;
    if (!request.url?.startsWith('/interaction/')) return answer(request, response) as unknown;
    return finishInteraction(provider, state.person.subject, clientId, request, response);
  });
  return {
    issuer,
    clientId,
    clientSecret,
    get person() {
      return state.person;
    },
    set person(next) {
      state.person = next;
    },
    keyRequests: () => state.keyRequests,
    async sign(claims, change = {}) {
      const alg = change.alg ?? 'RS256';
      const key = alg.startsWith('HS')
        ? Buffer.from(pkcs8)
        : await importPKCS8(change.key ?? String(pkcs8), alg);
      return new SignJWT({ iss: issuer, aud: 'practice-api', ...claims })
        .setProtectedHeader({ alg, kid: change.kid ?? kid })
        .setIssuedAt()
        .sign(key);
    },
    stop: () => stop(server),
  };
}

async function finishInteraction(
  provider: Provider,
  accountId: string,
  clientId: string,
  request: Parameters<Provider['interactionDetails']>[0],
  response: Parameters<Provider['interactionDetails']>[1],
): Promise<void> {
  const { grantId, session, prompt } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId } });
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session?.accountId ?? accountId, clientId });
  grant?.addOIDCScope('openid profile');
  const consent = { grantId: await grant?.save() };
  return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
