import { connect } from './memory-connection.js'
import { inTurns } from './turns.js'

const BATCHES = 5

/**
 * Times of two servers of one process that answer in turns, without sockets.
 *
 * @param servers - Servers of node:http, with the request for each.
 * @param options - How many turns of each, of how many requests.
 * @returns For each turn the time of the first server, divided by that of the second.
 */
export async function scriptRatios (servers, { turns, requests }) {
  const connections = servers.map(({ server, request }) => connect(server, request))
  const ratios = await inTurns(connections, turns, connection => connection.exchange(requests))
  for (const connection of connections) connection.destroy()
  return ratios
}

/**
 * CPU time of the process per request without sockets, in µs: the least of several batches.
 *
 * @param server - A server of node:http.
 */
export async function scriptTime (server, { batch, ...request }) {
  const connection = connect(server, request)
  const times = []
  for (let i = 0; i <= BATCHES; i++) times.push(await timeOf(() => connection.exchange(batch)) / batch)
  connection.destroy()
  return Math.min(...times.slice(1))
}

async function timeOf (work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
