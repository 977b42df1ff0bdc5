import { ApiError } from 'fastify-api-error'
import type { Database } from '../database/database.js'
import type { User } from './schemas.js'

interface UserRow extends Omit<User, 'created_at'> { readonly created_at: Date }

interface PasswordRow extends UserRow { readonly password_hash: string | null }

/** A user and the hash of the password; users of other login systems have none. */
export interface UserWithPassword { readonly user: User, readonly passwordHash: string | null }

export interface UserFields {
  readonly email: string
  readonly name: string
  readonly role?: User['role']
  readonly authSystem?: User['auth_system']
  readonly passwordHash?: string
}

/** The users in the database. */
export interface UserStore {
  /** @throws {ApiError} `email_already_exists` */
  add (fields: UserFields): Promise<User>
  find (id: string): Promise<User | undefined>
  findByEmail (email: string): Promise<UserWithPassword | undefined>
  /** The hash of a user's password, or null when the user signs in elsewhere. */
  passwordHash (id: string): Promise<string | null>
  setPasswordHash (id: string, hash: string): Promise<void>
  list (): Promise<User[]>
}

const COLUMNS = 'id, email, name, role, auth_system, created_at'

export function createUserStore (database: Database): UserStore {
  return { add, find, findByEmail, passwordHash, setPasswordHash, list }

  async function add ({ email, name, role = 'member', authSystem = 'local', passwordHash = undefined }: UserFields): Promise<User> {
    const [row] = await database.query<UserRow>(
      `INSERT INTO users (email, name, role, auth_system, password_hash) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
      [email.toLowerCase(), name, role, authSystem, passwordHash ?? null])
    if (row === undefined) throw new ApiError('email_already_exists')
    return toUser(row)
  }

  async function find (id: string): Promise<User | undefined> {
    const [row] = await database.query<UserRow>(`SELECT ${COLUMNS} FROM users WHERE id = $1`, [id])
    return row && toUser(row)
  }

  async function findByEmail (email: string): Promise<UserWithPassword | undefined> {
    const [row] = await database.query<PasswordRow>(`SELECT ${COLUMNS}, password_hash FROM users WHERE email = $1`, [email.toLowerCase()])
    return row && { user: toUser(row), passwordHash: row.password_hash }
  }

  async function passwordHash (id: string): Promise<string | null> {
    const [row] = await database.query<PasswordRow>('SELECT password_hash FROM users WHERE id = $1', [id])
    return row?.password_hash ?? null
  }

  async function setPasswordHash (id: string, hash: string): Promise<void> {
    await database.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, hash])
  }

  async function list (): Promise<User[]> {
    const rows = await database.query<UserRow>(`SELECT ${COLUMNS} FROM users ORDER BY created_at, email LIMIT 1000`)
    return rows.map(toUser)
  }
}

// Column by column: the row may have the password hash.
function toUser (row: UserRow): User {
  return { id: row.id, email: row.email, name: row.name, role: row.role, auth_system: row.auth_system, created_at: row.created_at.toISOString() }
}
