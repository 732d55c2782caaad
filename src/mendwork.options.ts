import type { Logger } from 'pino';
import type { HostLogin } from './access/host/host-login.types.js';
import type { SecondFactorPolicy } from './access/member/second-factor.js';
import type { Shipped } from './catalogue/shipped.js';
import type { Spoken } from './pages/languages.js';
import type { PerRole } from './platform/database/roles.js';
import type { MailSettings } from './platform/mail/mail.module.js';
import type { RateLimitTable } from './platform/rate-limits/rate-limits.types.js';
import type { KeyProvider } from './platform/vault/key-provider.js';

/** What `MendworkModule.forRoot` needs to know. */
export interface MendworkOptions {
  /** Postgres as each of Mendwork’s roles; `prepareDatabase` makes the roles and gives these addresses. */
  readonly databaseUrls: PerRole<string>;
  /** Where browsers reach the module: origin and the host's prefix, without a slash at the end. */
  readonly publicAddress: string;
  /** Holds the key that all others are wrapped with. */
  readonly keys: KeyProvider;
  /** The worksheets to offer and what goes with them, as `prepareDatabase` published them. */
  readonly worksheets: Shipped;
  /** Where errors are reported, without their messages. */
  readonly logger: Logger;
  /** Serves GraphiQL at `/graphiql`. Off unless asked for. */
  readonly graphiql?: boolean;
  /** Lets GraphQL be introspected; as `graphiql` unless told. */
  readonly introspection?: boolean;
  /** Prepares hot statements by name. Turn off behind a PgBouncer older than 1.21. On unless told. */
  readonly namedStatements?: boolean;
  /** Whether this instance carries out what happens after a commit, such as mail; on unless told. One has to. */
  readonly jobs?: boolean;
  /** Whether the first document is made ready for soon after the start, which takes a second of a processor; on unless told. */
  readonly warmPress?: boolean;
  /** Where mail goes. Unless given, none is sent: links are handed over by the clinic alone. */
  readonly mail?: MailSettings | undefined;
  /** Connections to Postgres at a time; 10 unless told. */
  readonly connections?: number;
  /** The host’s own log-in, whose tokens and browsers are taken; unless given, members sign in with us alone. */
  readonly hostLogin?: HostLogin | undefined;
  /** Where “Leave now” leads: an https address of somebody who knows nothing of us. Weather unless told. */
  readonly exitUrl?: string;
  /**
   * The languages of the client's pages, the one for whoever asks for none of them first; docs/translating.md. Unless told,
   * those alone whose safety texts somebody answers for: English today.
   */
  readonly languages?: Spoken;
  /**
   * Whether members who see clinical content must show two factors when they sign in. `optional` is for operators whose
   * own network asks for the second one.
   */
  readonly memberSecondFactor?: SecondFactorPolicy;
  /** Limits on how often something may be tried that are other than usual; docs/api.md shows the usual ones. */
  readonly rateLimits?: Partial<RateLimitTable>;
}
