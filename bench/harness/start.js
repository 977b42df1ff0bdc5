import { subscribe } from 'node:diagnostics_channel'

/**
 * Starts a variant in this process.
 *
 * @returns The variant, its port, and the server of node:http that it listens with, whatever the framework: the last one
 * that began to listen, which may be known a moment later only.
 */
export async function start (family, name) {
  const started = { variant: undefined, port: undefined, httpServer: undefined }
  subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => { started.httpServer = server })
  const { variants } = await import(family)
  started.variant = variants.find(variant => variant.name === name)
  started.port = (await started.variant.start()).port
  return started
}
