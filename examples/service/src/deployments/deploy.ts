import { ApiError } from 'fastify-api-error'
import type { Application } from '../applications/schemas.js'
import type { Component } from '../components/schemas.js'
import type { Provider } from '../providers/provider.js'
import type { Services } from '../services.js'
import type { Deployment } from './schemas.js'
import type { RunningDeployment } from './store.js'

/** Has a provider run an application, in place of what runs of it; how it went is on record whatever happens. */
export async function deploy (services: Services, provider: Provider, application: Application, components: readonly Component[]): Promise<Deployment> {
  const { accounts, deployments } = services
  const account = await accounts.get(provider.name)
  const before = await deployments.findRunning(application.id)
  if (before !== undefined) await undeploy(services, before)
  const { id } = await deployments.start(application.id, provider.name, components.map(component => component.name))
  try {
    return await deployments.succeed(id, await provider.deploy(account, { application: application.name, components }))
  } catch (error) {
    await deployments.fail(id)
    throw error
  }
}

/** Has the provider of a deployment take it down. */
export async function undeploy ({ accounts, deployments, providers }: Services, { deployment, reference }: RunningDeployment): Promise<void> {
  const provider = providers.get(deployment.provider)
  if (provider === undefined) throw new ApiError('provider_not_supported') // deployed by an older version of this service
  await provider.remove(await accounts.get(provider.name), reference)
  await deployments.remove(deployment.id)
}
