import { ApiError } from 'fastify-api-error'
import type { Database } from '../database/database.js'
import type { Receipt } from '../providers/provider.js'
import type { Deployment } from './schemas.js'

interface DeploymentRow extends Omit<Deployment, 'created_at'> { readonly created_at: Date, readonly reference: string | null }

/** A deployment that runs, and what its provider calls it. */
export interface RunningDeployment { readonly deployment: Deployment, readonly reference: string }

/** The deployments of applications in the database. */
export interface DeploymentStore {
  start (applicationId: string, provider: string, components: readonly string[]): Promise<Deployment>
  succeed (id: string, receipt: Receipt): Promise<Deployment>
  fail (id: string): Promise<void>
  findRunning (applicationId: string): Promise<RunningDeployment | undefined>
  /** @throws {ApiError} `application_not_deployed` */
  getRunning (applicationId: string): Promise<RunningDeployment>
  remove (id: string): Promise<void>
  list (applicationId: string): Promise<Deployment[]>
}

const COLUMNS = 'id, application_id, provider, components, status, reference, url, created_at'

export function createDeploymentStore (database: Database): DeploymentStore {
  return { start, succeed, fail, findRunning, getRunning, remove, list }

  async function start (applicationId: string, provider: string, components: readonly string[]): Promise<Deployment> {
    return one(await database.query<DeploymentRow>(
      `INSERT INTO deployments (application_id, provider, components) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
      [applicationId, provider, components]))
  }

  async function succeed (id: string, { reference, url }: Receipt): Promise<Deployment> {
    return one(await database.query<DeploymentRow>(
      `UPDATE deployments SET status = 'running', reference = $2, url = $3 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, reference, url]))
  }

  async function fail (id: string): Promise<void> {
    await database.query("UPDATE deployments SET status = 'failed' WHERE id = $1", [id])
  }

  async function findRunning (applicationId: string): Promise<RunningDeployment | undefined> {
    const [row] = await database.query<DeploymentRow>(
      `SELECT ${COLUMNS} FROM deployments WHERE application_id = $1 AND status = 'running' ORDER BY created_at DESC LIMIT 1`, [applicationId])
    return row && { deployment: toDeployment(row), reference: row.reference ?? '' }
  }

  async function getRunning (applicationId: string): Promise<RunningDeployment> {
    const running = await findRunning(applicationId)
    if (running === undefined) throw new ApiError('application_not_deployed')
    return running
  }

  async function remove (id: string): Promise<void> {
    await database.query("UPDATE deployments SET status = 'removed' WHERE id = $1", [id])
  }

  async function list (applicationId: string): Promise<Deployment[]> {
    const rows = await database.query<DeploymentRow>(
      `SELECT ${COLUMNS} FROM deployments WHERE application_id = $1 ORDER BY created_at DESC LIMIT 100`, [applicationId])
    return rows.map(toDeployment)
  }
}

function one ([row]: readonly DeploymentRow[]): Deployment {
  // The application, and its deployments with it, was deleted meanwhile.
  if (row === undefined) throw new ApiError('object_not_found')
  return toDeployment(row)
}

function toDeployment ({ reference, ...row }: DeploymentRow): Deployment {
  return { ...row, created_at: row.created_at.toISOString() }
}
