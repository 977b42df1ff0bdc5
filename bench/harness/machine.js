import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'

/** What the figures were taken on: without it, they mean nothing. */
export function machine () {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    fastify: versionIn('../../node_modules/fastify/package.json'),
    'fastify-api-error': versionIn('../../package.json')
  }
}

/** The versions of what the plugin is compared with, as this package pins them. */
export function peerVersions () {
  return JSON.parse(read('../package.json')).dependencies
}

/** The machine in one line, for charts and tables. */
export function machineLine ({ cpu, cores, node, fastify }) {
  return `${cpu}, ${cores} cores, Node ${node}, Fastify ${fastify}`
}

const versionIn = path => JSON.parse(read(path)).version

const read = path => readFileSync(new URL(path, import.meta.url), 'utf8')
