import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { counted, firstLine } from './io.js'
import type { ModuleResult } from './read-module.js'

/** What loading a module depends on, besides the module. */
export interface LoadOptions {
  /** Milliseconds until a module that hangs is given up. */
  readonly timeout?: number
  /** Options of Node for the first attempt. */
  readonly execArgv?: readonly string[]
  /** The loader of TypeScript that the module's project has. */
  readonly findLoader?: (file: string) => string | undefined
}

/**
 * Loads a module in a process of its own and gives its catalogue as data: whatever the module does besides, the command
 * gets a whole catalogue or a reason. Never throws.
 *
 * Node reads it first. Where it cannot (TypeScript on Node 20, path aliases, decorators), the project's tsx does, if it has
 * it: this package brings no loader along, since the plugin is to keep its one dependency.
 *
 * @param target - How the user names the module, for messages.
 */
export async function loadModule (file: string, target: string, name: string | undefined, options: LoadOptions = {}): Promise<ModuleResult> {
  const { timeout = 30_000, execArgv = transformTypes(), findLoader = findTsx } = options
  const args = [file, target, ...name === undefined ? [] : [name]]
  const result = await runIn(execArgv, args, timeout)
  if (!('mayNeedLoader' in result && result.mayNeedLoader)) return result
  const loader = findLoader(file)
  if (loader !== undefined) return await runIn(['--import', pathToFileURL(loader).href], args, timeout)
  return result.isUnread === undefined ? result : { ...result, reason: `${result.reason}${HINT}` }
}

/** Node takes a `.ts` file of a CommonJS project for CommonJS, where `import` is an error, and it knows no decorators. */
const HINT = '; install tsx in the project. Without it, TypeScript needs Node 22.18 or newer, an ES module ("type": "module"), and only syntax that can be erased'

/** Has a Node that reads TypeScript read enums too, if it can. */
export function transformTypes ({ features, allowedNodeEnvironmentFlags: flags }: Pick<NodeJS.Process, 'features' | 'allowedNodeEnvironmentFlags'> = process): string[] {
  // The types of Node 20 lack the feature.
  const stripsTypes = Boolean((features as { readonly typescript?: string | false }).typescript)
  return stripsTypes && flags.has(TRANSFORM) ? [TRANSFORM] : []
}

const TRANSFORM = '--experimental-transform-types'

function findTsx (file: string): string | undefined {
  try {
    return createRequire(file).resolve('tsx')
  } catch {
    return undefined
  }
}

/** This module's neighbour, built or not. */
const PROCESS = fileURLToPath(new URL(`./module-process${extname(import.meta.url)}`, import.meta.url))

/** Its output is dropped: it would be mixed into what the command prints. */
async function runIn (execArgv: readonly string[], args: readonly string[], timeout: number): Promise<ModuleResult> {
  const [, target = ''] = args
  return await new Promise(resolve => {
    const fail = (why: string): void => { resolve({ reason: `cannot load ${target}: ${why}`, mayNeedLoader: false }) }
    try {
      const child = fork(PROCESS, args, { execArgv: [...process.execArgv, ...execArgv], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      const timer = setTimeout(() => {
        fail(`it did not finish within ${counted(timeout / 1000, 'second')}; export the catalogue from a module that waits for nothing`)
        child.kill('SIGKILL')
      }, timeout)
      child.on('message', message => {
        const { catalogModule } = Object(message) as { readonly catalogModule?: ModuleResult }
        if (catalogModule !== undefined) resolve(catalogModule) // a module may send messages of its own
      })
      child.on('error', error => { fail(firstLine(error)) })
      child.on('close', (code, signal) => {
        clearTimeout(timer)
        fail(`it ended the process (${signal ?? `exit code ${code}`}) before the catalogue was read`)
      })
    } catch (error) {
      fail(firstLine(error))
    }
  })
}
