import type { FastifyRequest } from 'fastify'
import { clip } from '../values/bounded.js'

// A client may send 16 kB of address and headers, and serialisers of requests log some of them.

/** Characters of a text that a client sent. */
const MAX_TEXT = 400

/** A request for a line of the log: itself, or one like it whose texts are clipped. */
export function boundedRequest (request: FastifyRequest): FastifyRequest {
  const { url, originalUrl, host, hostname, headers } = request
  const texts = { url, originalUrl, host, hostname }
  if (!Object.values(texts).concat(Object.values(headers).flat() as string[]).some(isLong)) return request
  return Object.create(request, Object.fromEntries([
    ...Object.entries(texts).map(([name, text]) => [name, { value: clipped(text) }]),
    ['headers', { value: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.map(clipped) : clipped(value)])) }]
  ])) as FastifyRequest
}

const isLong = (text: unknown): boolean => typeof text === 'string' && text.length > MAX_TEXT

const clipped = (text: unknown): unknown => typeof text === 'string' ? clip(text, MAX_TEXT) : text
