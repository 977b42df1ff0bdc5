import { Type } from '@sinclair/typebox'
import { Check } from '@sinclair/typebox/value'
import { ApiError } from 'fastify-api-error'
import type { Order, Provider, ProviderAccount, Receipt } from './provider.js'

/** What a provider answers to `POST <endpoint>/deployments`. */
export const ReceiptSchema = Type.Object({ reference: Type.String({ minLength: 1 }), url: Type.String() })

/**
 * A provider that is an HTTP service of two routes: `POST <endpoint>/deployments` and
 * `DELETE <endpoint>/deployments/<reference>`, with the account's token. tools/provider.ts is one.
 */
export function createWebhookProvider (timeoutMs: number): Provider {
  return { name: 'webhook', deploy, remove }

  async function deploy (account: ProviderAccount, order: Order): Promise<Receipt> {
    const response = await call(account, 'POST', 'deployments', order)
    if (!response.ok) throw refusal(response)
    const receipt: unknown = await response.json().catch(failed)
    if (!Check(ReceiptSchema, receipt)) throw new ApiError('network_error', { cause: new Error('the provider answered something that is no receipt') })
    return receipt
  }

  async function remove (account: ProviderAccount, reference: string): Promise<void> {
    const response = await call(account, 'DELETE', `deployments/${encodeURIComponent(reference)}`)
    if (!response.ok && response.status !== 404) throw refusal(response)
  }

  function call ({ endpoint, token }: ProviderAccount, method: string, path: string, body?: Order): Promise<Response> {
    return fetch(`${endpoint.replace(/\/$/, '')}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...body && { 'content-type': 'application/json' } },
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'error', // the token is for this endpoint and no other
      signal: AbortSignal.timeout(timeoutMs)
    }).catch(failed)
  }
}

function refusal (response: Response): ApiError {
  response.body?.cancel().catch(() => {})
  return new ApiError('network_error', { cause: new Error(`the provider answered ${response.status}`) })
}

function failed (error: unknown): never {
  throw new ApiError('network_error', { cause: error })
}
