import { readdirSync, readFileSync, statSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

// What `npm install` of a package brings along, read from the folders where it is installed already: nothing is fetched.

/**
 * Every package that a package needs at run time, itself included, by folder.
 *
 * @param folder - Where it is installed.
 * @param without - Names of packages that a Fastify service has anyway; neither they nor what they need is counted.
 */
export function closure (folder, without = []) {
  const found = new Map()
  const skipped = new Set()
  for (const name of without) {
    const root = find(name, folder)
    if (root !== undefined) visit(root, skipped)
  }
  collect(folder)
  return [...found.keys()]

  function collect (at) {
    if (found.has(at) || skipped.has(at)) return
    found.set(at, true)
    for (const dependency of dependenciesOf(at)) collect(dependency)
  }
}

function visit (folder, seen) {
  if (seen.has(folder)) return
  seen.add(folder)
  for (const dependency of dependenciesOf(folder)) visit(dependency, seen)
}

function dependenciesOf (folder) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies).map(name => find(name, folder)).filter(found => found !== undefined)
}

/** Looks a package up as Node does. */
export function find (name, from) {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(at) === at) return undefined
  }
}

/** Bytes of the files of a package, without packages nested in it. */
export function sizeOf (folder) {
  return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules').reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size)
  }, 0)
}
