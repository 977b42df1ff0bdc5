import { keyOfResponseClass } from '../../src/server/attach-server.js'

/** Has a server keep its class of responses where the plugin does not find it, as another version of Node may. */
export function hideResponseClass (httpServer: object): void {
  const key = keyOfResponseClass(httpServer)
  if (key === undefined) throw new TypeError('the server has no class of responses')
  Object.setPrototypeOf(httpServer, Object.create(Object.getPrototypeOf(httpServer) as object, { [key]: { value: Reflect.get(httpServer, key) as unknown } }))
  Reflect.deleteProperty(httpServer, key)
}
