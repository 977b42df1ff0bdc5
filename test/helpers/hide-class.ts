import { ServerResponse } from 'node:http'

/** Has a server keep its class of responses where the plugin does not find it, as another version of Node may. */
export function hideResponseClass (httpServer: object): void {
  for (const key of Object.getOwnPropertySymbols(httpServer)) {
    const value: unknown = Reflect.get(httpServer, key)
    if (value !== ServerResponse && !(typeof value === 'function' && value.prototype instanceof ServerResponse)) continue
    Object.setPrototypeOf(httpServer, Object.create(Object.getPrototypeOf(httpServer) as object, { [key]: { value } }))
    Reflect.deleteProperty(httpServer, key)
    return
  }
  throw new TypeError('the server has no class of responses')
}
