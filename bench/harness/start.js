import { subscribe } from 'node:diagnostics_channel'

const listening = []
subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => { listening.push(server) })

/**
 * Starts a variant in this process.
 *
 * @returns The variant, its port, and the server of node:http that it listens with, whatever the framework; it may be
 * known a moment later only.
 */
export async function start (family, name) {
  const { variants } = await import(family)
  const variant = variants.find(variant => variant.name === name)
  const { port } = await variant.start()
  return {
    variant,
    port,
    get httpServer () { return listening.findLast(server => server.address()?.port === port) }
  }
}
