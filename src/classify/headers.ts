import { read } from '../values/read.js'

const ALLOWED = /^(?:retry-after|www-authenticate|proxy-authenticate|allow|(?:x-)?ratelimit(?:-[a-z0-9-]+)?)$/

/**
 * The headers of a foreign error that may be sent: those that tell a client what to do next, such as the size of the
 * resource, of which it asked for a range that there is not.
 *
 * An error of an HTTP client carries the headers of the upstream, cookies and content type included; none of these.
 *
 * @param status - The status that the error is sent with.
 */
export function foreignHeaders (error: unknown, status: number): Array<[name: string, value: string]> {
  const headers = read(error, 'headers')
  if (typeof headers !== 'object' || headers === null) return []
  const names = keysOf(headers).filter(name => ALLOWED.test(name.toLowerCase()) || (status === 416 && name.toLowerCase() === 'content-range'))
  return names.flatMap(name => {
    const value = read(headers, name)
    return typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), String(value)] as [string, string]] : []
  })
}

/** The headers that the service gave to an error, whatever they hold. Never throws. */
export function headerEntries (headers: unknown): Array<[name: string, value: unknown]> {
  return typeof headers === 'object' && headers !== null ? keysOf(headers).map(name => [name, read(headers, name)]) : []
}

function keysOf (value: object): string[] {
  try {
    return Object.keys(value)
  } catch {
    return [] // a proxy that refuses
  }
}
