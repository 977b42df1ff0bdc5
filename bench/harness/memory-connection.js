import { Duplex } from 'node:stream'
import { messageOf } from './raw-client.js'

// What a variant costs above the floor is a fraction of a microsecond; a system call costs ten, and never twice the same.
// So requests are also sent over a connection that is none: Node's server takes any Duplex for one. Parser,
// framework and response are the real ones, and the kernel has no part in it.

const PIPELINED = 10

/**
 * Opens a connection without sockets to a server of node:http, over which the same request is sent again and again.
 *
 * @throws {Error} when nobody would answer.
 */
export function connect (server, request) {
  if (!(server?.listenerCount('request') > 0)) throw new Error('there is no server of node:http to connect to')
  const connection = new MemoryConnection(request)
  server.emit('connection', connection)
  return connection
}

/** A connection that counts the responses that are written to it, and forgets them. */
class MemoryConnection extends Duplex {
  #answered = 0
  #message

  constructor (request) {
    super()
    this.#message = Buffer.from(messageOf(request).repeat(PIPELINED))
  }

  /** Sends requests, some at a time, until all are answered. */
  async exchange (count) {
    const until = this.#answered + count
    for (let sent = 0; sent < count; sent += PIPELINED) {
      const next = Math.min(this.#answered + PIPELINED, until)
      this.push(this.#message)
      while (this.#answered < next) await new Promise(resolve => setImmediate(resolve))
    }
  }

  _read () {}

  _write (chunk, encoding, done) {
    this.#count(chunk)
    done()
  }

  _writev (chunks, done) {
    for (const { chunk } of chunks) this.#count(chunk)
    done()
  }

  #count (chunk) {
    for (let at = chunk.indexOf(STATUS_LINE); at !== -1; at = chunk.indexOf(STATUS_LINE, at + 1)) this.#answered++
  }

  // What Node's server calls of a socket.
  setTimeout () { return this }
  setNoDelay () { return this }
  setKeepAlive () { return this }
  destroySoon () { this.destroy() }
}

const STATUS_LINE = 'HTTP/1.1 '
