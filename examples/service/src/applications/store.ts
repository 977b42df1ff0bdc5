import { ApiError } from 'fastify-api-error'
import type { Database } from '../database/database.js'
import type { User } from '../users/schemas.js'
import type { Application } from './schemas.js'

interface ApplicationRow extends Omit<Application, 'created_at'> { readonly created_at: Date }

/** The applications in the database. */
export interface ApplicationStore {
  /** @throws {ApiError} `application_already_exists` */
  add (name: string, owner: User): Promise<Application>
  /** @throws {ApiError} `object_not_found` */
  get (id: string): Promise<Application>
  /**
   * An application that the user may change: the owner's, or any for an admin.
   *
   * @throws {ApiError} `object_not_found`, `not_allowed`
   */
  getForChange (id: string, user: User): Promise<Application>
  list (): Promise<Application[]>
  remove (id: string): Promise<void>
}

const COLUMNS = 'id, name, owner_id, created_at'

export function createApplicationStore (database: Database): ApplicationStore {
  return { add, get, getForChange, list, remove }

  async function add (name: string, owner: User): Promise<Application> {
    const [row] = await database.query<ApplicationRow>(
      `INSERT INTO applications (name, owner_id) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`, [name, owner.id])
    if (row === undefined) throw new ApiError('application_already_exists')
    return toApplication(row)
  }

  async function get (id: string): Promise<Application> {
    const [row] = await database.query<ApplicationRow>(`SELECT ${COLUMNS} FROM applications WHERE id = $1`, [id])
    if (row === undefined) throw new ApiError('object_not_found')
    return toApplication(row)
  }

  async function getForChange (id: string, user: User): Promise<Application> {
    const application = await get(id)
    if (application.owner_id !== user.id && user.role !== 'admin') throw new ApiError('not_allowed')
    return application
  }

  async function list (): Promise<Application[]> {
    const rows = await database.query<ApplicationRow>(`SELECT ${COLUMNS} FROM applications ORDER BY name LIMIT 1000`)
    return rows.map(toApplication)
  }

  async function remove (id: string): Promise<void> {
    await database.query('DELETE FROM applications WHERE id = $1', [id])
  }
}

function toApplication (row: ApplicationRow): Application {
  return { ...row, created_at: row.created_at.toISOString() }
}
