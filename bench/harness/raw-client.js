import { once } from 'node:events'
import { connect } from 'node:net'

// autocannon's rate limit sends each second's requests at once and then waits, which measures its own queue; and it
// opens its connections within the measurement. Latency at a rate and bytes per request need neither, so here is
// a client that does one thing: write requests on keep-alive connections and count the bytes of the responses.

/** Keep-alive connections to a server whose responses all have the same length. */
export async function openClient (server, connections) {
  const message = messageOf(server.variant.request)
  const idle = []
  for (let i = 0; i < connections; i++) idle.push(await openConnection(server.port))
  const length = await lengthOfResponse(idle[0], message)
  return { exactly, pipelined, paced, close }

  /** Sends `count` requests, `connections` at a time. */
  function exactly (count) {
    return new Promise((resolve, reject) => {
      let sent = 0
      let received = 0
      for (const socket of [...idle]) next(socket)

      function next (socket) {
        if (sent === count) return
        sent++
        exchange(socket, message, length, () => { ++received === count ? resolve() : next(socket) }, reject)
      }
    })
  }

  /**
   * Sends `count` requests as fast as they are answered, and `depth` of them at once on each connection. It does not sleep
   * meanwhile: to wake it takes the kernel of the server longer than to answer does, and now more, now less.
   */
  function pipelined (count, depth) {
    return new Promise((resolve, reject) => {
      let sent = 0
      let received = 0
      let isOver = false
      for (const socket of idle) begin(socket)
      stayAwake()

      function begin (socket) {
        let bytes = 0
        socket.onFailure = error => { isOver = true; reject(error) }
        socket.onBytes = more => {
          for (bytes += more; bytes >= length; bytes -= length) {
            received++
            send(socket)
          }
          if (received < count) return
          isOver = true
          if (received === count) resolve()
          else reject(new Error('responses are longer than the first one was'))
        }
        for (let i = 0; i < depth; i++) send(socket)
      }

      function send (socket) {
        if (sent === count) return
        sent++
        socket.write(message)
      }

      function stayAwake () {
        if (!isOver) setImmediate(stayAwake)
      }
    })
  }

  /**
   * Sends requests at a rate, whether earlier ones have been answered or not.
   *
   * @returns Latencies in ms, each from the moment at which the request was due: a server that stalls is
   * charged for the requests that had to wait.
   */
  function paced (rate, seconds) {
    return new Promise((resolve, reject) => {
      const count = Math.round(rate * seconds)
      const latencies = new Float64Array(count)
      const free = [...idle]
      const start = performance.now() + 5
      let sent = 0
      let received = 0
      tick()

      function tick () {
        while (sent < count && free.length > 0 && due(sent) <= performance.now()) send(free.pop(), sent++)
        if (sent < count) setImmediate(tick)
      }

      function send (socket, index) {
        exchange(socket, message, length, () => {
          latencies[index] = performance.now() - due(index)
          free.push(socket)
          if (++received === count) resolve(latencies)
        }, reject)
      }

      function due (index) {
        return start + index * 1000 / rate
      }
    })
  }

  function close () {
    for (const socket of idle) socket.destroy()
  }
}

function exchange (socket, message, length, done, fail) {
  let left = length
  socket.onBytes = bytes => {
    left -= bytes
    if (left < 0) fail(new Error('a response is longer than the first one was'))
    if (left === 0) done()
  }
  socket.onFailure = fail
  socket.write(message)
}

async function openConnection (port) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  socket.onBytes = () => socket.onFailure?.(new Error('a server sent something before it was asked'))
  socket.on('data', chunk => { socket.onBytes(chunk.length) })
  socket.on('error', error => socket.onFailure?.(error))
  socket.on('close', () => socket.onFailure?.(new Error('a server closed a connection')))
  return socket
}

/** How many bytes a response has: all that comes until the line is silent. */
function lengthOfResponse (socket, message) {
  return new Promise((resolve, reject) => {
    let length = 0
    let timer
    socket.onFailure = reject
    socket.onBytes = bytes => {
      length += bytes
      clearTimeout(timer)
      timer = setTimeout(() => resolve(length), 50)
    }
    socket.write(message)
  })
}

/** A request as it goes over the wire. */
export function messageOf ({ method = 'GET', path = '/', headers = {}, body }) {
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`
}
