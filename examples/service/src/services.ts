import type { ApplicationStore } from './applications/store.js'
import type { ComponentStore } from './components/store.js'
import type { Config } from './config.js'
import type { Database } from './database/database.js'
import type { DeploymentStore } from './deployments/store.js'
import type { Provider } from './providers/provider.js'
import type { AccountStore } from './providers/store.js'
import type { UserStore } from './users/store.js'

/** What routes work with. Each domain's plugin takes what it needs. */
export interface Services {
  readonly config: Config
  readonly database: Database
  readonly users: UserStore
  readonly applications: ApplicationStore
  readonly components: ComponentStore
  readonly deployments: DeploymentStore
  readonly accounts: AccountStore
  /** The providers that this service can deploy with, by name. */
  readonly providers: ReadonlyMap<string, Provider>
}
