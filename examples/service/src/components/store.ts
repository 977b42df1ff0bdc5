import { ApiError } from 'fastify-api-error'
import type { Database } from '../database/database.js'
import type { Component } from './schemas.js'

/** The components of applications in the database. */
export interface ComponentStore {
  /** @throws {ApiError} `object_already_exists` */
  add (applicationId: string, component: Component): Promise<Component>
  list (applicationId: string): Promise<Component[]>
  /** @throws {ApiError} `component_not_found` */
  get (applicationId: string, name: string): Promise<Component>
  /** @throws {ApiError} `component_not_found` */
  remove (applicationId: string, name: string): Promise<void>
}

export function createComponentStore (database: Database): ComponentStore {
  return { add, list, get, remove }

  async function add (applicationId: string, { name, image }: Component): Promise<Component> {
    const [row] = await database.query<Component>(
      'INSERT INTO components (application_id, name, image) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING name, image',
      [applicationId, name, image])
    if (row === undefined) throw new ApiError('object_already_exists')
    return row
  }

  function list (applicationId: string): Promise<Component[]> {
    return database.query<Component>('SELECT name, image FROM components WHERE application_id = $1 ORDER BY name', [applicationId])
  }

  async function get (applicationId: string, name: string): Promise<Component> {
    return only(await database.query<Component>('SELECT name, image FROM components WHERE application_id = $1 AND name = $2', [applicationId, name]))
  }

  async function remove (applicationId: string, name: string): Promise<void> {
    only(await database.query<Component>('DELETE FROM components WHERE application_id = $1 AND name = $2 RETURNING name, image', [applicationId, name]))
  }
}

function only ([component]: readonly Component[]): Component {
  if (component === undefined) throw new ApiError('component_not_found')
  return component
}
