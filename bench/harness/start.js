import { subscribe } from 'node:diagnostics_channel'

/** Starts a variant in this process, and says with which server of node:http it listens, whatever the framework. */
export async function start (family, name) {
  let httpServer
  subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => { httpServer = server })
  const { variants } = await import(family)
  const variant = variants.find(variant => variant.name === name)
  const { port } = await variant.start()
  return { variant, httpServer, port }
}
