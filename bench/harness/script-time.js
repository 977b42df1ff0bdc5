import { Duplex } from 'node:stream'
import { messageOf } from './raw-client.js'

// What a variant costs above the floor is a fraction of a microsecond; a system call costs ten, and never twice the same.
// So requests are also sent over a connection that is none: Node's server takes any Duplex for one. Parser,
// framework and response are the real ones, and the kernel has no part in it.

const PIPELINED = 10
const BATCHES = 5

/**
 * CPU time of the process per request without sockets, in µs: the least of several batches.
 *
 * @param server - A server of node:http.
 */
export async function scriptTime (server, { batch, ...request }) {
  const connection = new Connection()
  server.emit('connection', connection)
  const message = Buffer.from(messageOf(request).repeat(PIPELINED))
  const times = []
  for (let i = 0; i <= BATCHES; i++) times.push(await timeOf(() => exchange(connection, message, batch)) / batch)
  connection.destroy()
  return Math.min(...times.slice(1))
}

async function timeOf (work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

async function exchange (connection, message, count) {
  const until = connection.answered + count
  for (let sent = 0; sent < count; sent += PIPELINED) {
    const next = Math.min(connection.answered + PIPELINED, until)
    connection.push(message)
    while (connection.answered < next) await new Promise(resolve => setImmediate(resolve))
  }
}

/** A connection that counts the responses that are written to it, and forgets them. */
class Connection extends Duplex {
  answered = 0

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
    for (let at = chunk.indexOf(STATUS_LINE); at !== -1; at = chunk.indexOf(STATUS_LINE, at + 1)) this.answered++
  }

  // What Node's server calls of a socket.
  setTimeout () { return this }
  setNoDelay () { return this }
  setKeepAlive () { return this }
  destroySoon () { this.destroy() }
}

const STATUS_LINE = 'HTTP/1.1 '
