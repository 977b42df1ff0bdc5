import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseSigningKey } from './auth/signing-key.js'

/** Where the data is. */
export type DatabaseLocation =
  | { readonly kind: 'memory' }
  | { readonly kind: 'folder', readonly path: string }
  | { readonly kind: 'postgres', readonly url: string, readonly poolSize: number }

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What the service has to know before it starts. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly logLevel: typeof LOG_LEVELS[number]
  readonly database: DatabaseLocation
  /** PEM file of the key that signs tokens; without one, the service makes a key for as long as it runs. */
  readonly jwtKeyFile: string | undefined
  readonly tokenSeconds: number
  /** 32 bytes: what provider tokens are encrypted with. */
  readonly encryptionKey: Buffer
  /** Password of the demo user; without one, there is no demo user. */
  readonly demoPassword: string | undefined
  readonly corsOrigins: readonly string[]
  /** Requests per minute and client. */
  readonly rateLimit: number
  /** Attempts to log in per minute and client. */
  readonly loginRateLimit: number
  readonly providerTimeoutMs: number
  /** True behind a proxy that sets `x-forwarded-for`. */
  readonly trustProxy: boolean
}

/** Everything that is wrong with the environment. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor (readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n${problems.map(problem => `- ${problem}`).join('\n')}`)
  }
}

/** The demo user's password where the database ends with the process. */
export const DEMO_PASSWORD = 'demo-password-1'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration from environment variables; README.md has a table of them.
 *
 * @throws {ConfigError} with all problems at once.
 */
export function readConfig (env: Environment): Config {
  const problems: string[] = []
  const database = readDatabase(env, problems)
  const config: Config = {
    host: env['HOST'] || '127.0.0.1',
    port: readInteger('PORT', env, 3000, [0, 65_535], problems),
    logLevel: readChoice('LOG_LEVEL', env, LOG_LEVELS, 'info', problems),
    database,
    jwtKeyFile: readKeyFile(env, problems),
    tokenSeconds: readInteger('TOKEN_SECONDS', env, 3600, [1, 31_536_000], problems),
    encryptionKey: readEncryptionKey(env, database, problems),
    demoPassword: readDemoPassword(env, database, problems),
    corsOrigins: readOrigins(env, problems),
    rateLimit: readInteger('RATE_LIMIT', env, 300, [1, 1_000_000], problems),
    loginRateLimit: readInteger('LOGIN_RATE_LIMIT', env, 20, [1, 1_000_000], problems),
    providerTimeoutMs: readInteger('PROVIDER_TIMEOUT_MS', env, 5000, [1, 120_000], problems),
    trustProxy: readChoice('TRUST_PROXY', env, ['true', 'false'], 'false', problems) === 'true'
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function readDatabase (env: Environment, problems: string[]): DatabaseLocation {
  const url = env['DATABASE_URL'] || undefined
  const path = env['DATA_DIR'] || undefined
  const poolSize = readInteger('DATABASE_POOL_SIZE', env, 10, [1, 1000], problems)
  if (url !== undefined && path !== undefined) problems.push('DATABASE_URL and DATA_DIR exclude each other: set the one whose data you want')
  if (url !== undefined) {
    const isPostgres = URL.canParse(url) && /^postgres(?:ql)?:$/.test(new URL(url).protocol)
    // The value is not repeated: it holds a password.
    if (!isPostgres) problems.push('DATABASE_URL is not a URL like postgres://user:password@host:5432/database')
    return { kind: 'postgres', url, poolSize }
  }
  return path === undefined ? { kind: 'memory' } : { kind: 'folder', path }
}

function readKeyFile (env: Environment, problems: string[]): string | undefined {
  const file = env['JWT_KEY_FILE'] || undefined
  if (file === undefined) return undefined
  try {
    parseSigningKey(readFileSync(file, 'utf8'))
  } catch (error) {
    problems.push(`JWT_KEY_FILE: ${messageOf(error)}; make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out jwt-key.pem`)
  }
  return file
}

function readEncryptionKey (env: Environment, database: DatabaseLocation, problems: string[]): Buffer {
  const text = env['ENCRYPTION_KEY'] || undefined
  if (text === undefined) {
    if (database.kind !== 'memory') problems.push('ENCRYPTION_KEY is needed when the data outlives the process; make one: openssl rand -base64 32')
    return randomBytes(32)
  }
  const key = Buffer.from(text, 'base64')
  if (key.length !== 32) problems.push(`ENCRYPTION_KEY holds ${key.length} bytes, not 32 in base64; make one: openssl rand -base64 32`)
  return key
}

function readDemoPassword (env: Environment, database: DatabaseLocation, problems: string[]): string | undefined {
  const password = env['DEMO_PASSWORD'] || undefined
  if (password !== undefined && password.length < 10) problems.push('DEMO_PASSWORD has fewer than 10 characters')
  // A password that everybody can read here is good for a database that nobody else will see.
  return password ?? (database.kind === 'memory' ? DEMO_PASSWORD : undefined)
}

function readOrigins (env: Environment, problems: string[]): string[] {
  const origins = (env['CORS_ORIGINS'] ?? '').split(',').map(origin => origin.trim()).filter(origin => origin !== '')
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) problems.push(`CORS_ORIGINS: "${origin}" is not an origin like https://app.example.com`)
  }
  return origins
}

function readInteger (name: string, env: Environment, preset: number, [least, most]: readonly [number, number], problems: string[]): number {
  const text = env[name] || undefined
  if (text === undefined) return preset
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) problems.push(`${name} is "${text}"; expected an integer from ${least} to ${most}`)
  return value
}

function readChoice<const Choice extends string> (name: string, env: Environment, choices: readonly Choice[], preset: Choice, problems: string[]): Choice {
  const text = env[name] || undefined
  if (text === undefined) return preset
  const choice = choices.find(candidate => candidate === text)
  if (choice === undefined) problems.push(`${name} is "${text}"; expected one of ${choices.join(', ')}`)
  return choice ?? preset
}

const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error)
