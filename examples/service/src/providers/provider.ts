import type { Component } from '../components/schemas.js'

/** How this service is known to a provider. */
export interface ProviderAccount {
  readonly endpoint: string
  readonly token: string
}

/** What a provider is to run. */
export interface Order {
  readonly application: string
  readonly components: readonly Component[]
}

/** What a provider says of a deployment: its own name for it, and where it can be reached. */
export interface Receipt {
  readonly reference: string
  readonly url: string
}

/** Something that runs applications. */
export interface Provider {
  readonly name: string
  /** @throws {ApiError} `network_error` when it cannot be reached, refuses, or answers what nobody understands. */
  deploy (account: ProviderAccount, order: Order): Promise<Receipt>
  /** @throws {ApiError} `network_error` likewise; not when there is nothing to remove any more. */
  remove (account: ProviderAccount, reference: string): Promise<void>
}
