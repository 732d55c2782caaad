import type { Logger } from 'pino';
import type { Shipped } from './catalogue/shipped.js';
import type { PerRole } from './platform/database/roles.js';
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
  /** Serves GraphiQL at `/graphiql` and lets GraphQL be introspected. Off unless asked for. */
  readonly graphiql?: boolean;
  /** Prepares hot statements by name. Turn off behind a PgBouncer older than 1.21. On unless told. */
  readonly namedStatements?: boolean;
  /** Connections to Postgres at a time; 10 unless told. */
  readonly connections?: number;
}
