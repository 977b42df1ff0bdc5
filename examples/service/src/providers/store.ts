import { ApiError } from 'fastify-api-error'
import type { SecretBox } from '../crypto/secret-box.js'
import type { Database } from '../database/database.js'
import type { ProviderAccount } from './provider.js'

interface AccountRow { readonly endpoint: string, readonly sealed_token: string }

/** The accounts at providers in the database, their tokens encrypted. */
export interface AccountStore {
  set (provider: string, account: ProviderAccount): Promise<void>
  /** @throws {ApiError} `object_not_found` when there is none, `crypto_error` when its token cannot be decrypted. */
  get (provider: string): Promise<ProviderAccount>
  /** @throws {ApiError} `object_not_found` */
  remove (provider: string): Promise<void>
  /** Names of the providers that there is an account at. */
  list (): Promise<string[]>
}

export function createAccountStore (database: Database, box: SecretBox): AccountStore {
  return { set, get, remove, list }

  async function set (provider: string, { endpoint, token }: ProviderAccount): Promise<void> {
    await database.query(
      `INSERT INTO provider_accounts (provider, endpoint, sealed_token) VALUES ($1, $2, $3)
       ON CONFLICT (provider) DO UPDATE SET endpoint = EXCLUDED.endpoint, sealed_token = EXCLUDED.sealed_token`,
      [provider, endpoint, box.seal(token, placeOf(provider))])
  }

  async function get (provider: string): Promise<ProviderAccount> {
    const [row] = await database.query<AccountRow>('SELECT endpoint, sealed_token FROM provider_accounts WHERE provider = $1', [provider])
    if (row === undefined) throw new ApiError('object_not_found')
    return { endpoint: row.endpoint, token: box.open(row.sealed_token, placeOf(provider)) }
  }

  async function remove (provider: string): Promise<void> {
    const removed = await database.query('DELETE FROM provider_accounts WHERE provider = $1 RETURNING provider', [provider])
    if (removed.length === 0) throw new ApiError('object_not_found')
  }

  async function list (): Promise<string[]> {
    const rows = await database.query<{ provider: string }>('SELECT provider FROM provider_accounts')
    return rows.map(row => row.provider)
  }
}

const placeOf = (provider: string): string => `provider_accounts/${provider}`
