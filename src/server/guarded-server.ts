import type { FastifyInstance } from 'fastify'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import { createPolicy } from '../contract/policy.js'
import { ErrorScope } from '../contract/scope.js'
import type { ResponsePolicy } from '../response/raw.js'
import { silentLog } from './silent-log.js'

/** Who answers for what belongs to no route of a service. */
interface Owner {
  readonly scope: ErrorScope
  readonly policy: ResponsePolicy
  /** The policy of replies that belong to no route: Fastify makes one for a bad URL. */
  readonly routelessJudge: ResponsePolicy
}

/** What servers made with one object of `serverOptions` share with the plugins that are registered in them. */
export class GuardedServer {
  readonly #catalog: Catalog | undefined
  readonly #owners = new WeakMap<object, Owner>()
  /** For responses of which nothing is known: the first service's, and until there is one, what the options say. */
  #first: ErrorScope
  #hasService = false
  readonly policy = createPolicy(() => this.#first)

  constructor (catalog: Catalog | undefined) {
    this.#catalog = catalog
    this.#first = new ErrorScope({ catalog: catalog ?? defaultCatalog, classify: undefined, strict: false, logErrors: true }, silentLog)
  }

  /** Takes on a service: its settings hold for what belongs to no route of it, but for a catalogue that the options name. */
  attach (fastify: FastifyInstance, plugin: ErrorScope): ResponsePolicy {
    const scope = this.#catalog === undefined || this.#catalog === plugin.catalog ? plugin : this.#withCatalog(plugin, this.#catalog)
    const owner = { scope, policy: this.#hasService ? createPolicy(() => scope) : this.policy, routelessJudge: routelessPolicy(() => scope) }
    if (!this.#hasService) this.#first = scope
    this.#hasService = true
    this.#owners.set(fastify, owner)
    return owner.policy
  }

  /** The plugin's settings with another catalogue, whose errors carry no members: the plugin fills in those of its own. */
  #withCatalog (plugin: ErrorScope, catalog: Catalog): ErrorScope {
    return new ErrorScope({ ...plugin.settings, catalog, members: undefined }, plugin.log, plugin)
  }

  /** True if a service has been taken on. */
  get hasService (): boolean { return this.#hasService }

  /** Who answers for a service. */
  ownerOf (fastify: FastifyInstance): Owner {
    return this.#owners.get(fastify) ?? { scope: this.#first, policy: this.policy, routelessJudge: routelessPolicy(() => this.#first) }
  }
}

/** The policy of replies that belong to no route: whatever is said to have made them, there was none. */
function routelessPolicy (scope: () => ErrorScope): ResponsePolicy {
  const policy = createPolicy(scope, () => undefined)
  return { ...policy, report (answer, { cause }, request) { policy.report(answer, { kind: 'transport', cause }, request, undefined) } }
}
