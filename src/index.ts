/** The plugin's one public door. Everything else is an inside that may change. */
export { MendworkModule } from './mendwork.module.js';
export type { MendworkOptions } from './mendwork.options.js';
export { prepareDatabase, type PrepareDatabaseOptions } from './prepare-database.js';
export {
  type FirstMember,
  type NewPractice,
  type ProvisionedPractice,
  provisionPractice,
} from './practices/provision.js';
export { readWorksheets, type Shipped, shippedFolder, type ShippedWorksheet } from './catalogue/shipped.js';
export { fileKeyProvider, type KeyProvider, RootKeyProvider } from './platform/vault/key-provider.js';
export { LaunchError } from './platform/errors/launch-error.js';
