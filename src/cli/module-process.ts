import { readModule, resultOf } from './read-module.js'
import type { ModuleResult } from './read-module.js'
import { resolveTypeScript } from './resolve-typescript.js'

// The process in which a catalogue's module is loaded: it may print, exit, hang or start a server there, and changes
// nothing of the command. load-module.ts starts it, and takes what it sends.

const [file = '', target = '', name] = process.argv.slice(2)
// The module may take them away.
const send = process.send?.bind(process)
const exit = process.exit.bind(process)

function finish (result: ModuleResult): void {
  send?.({ catalogModule: result }, () => exit())
}

process.once('disconnect', () => exit()) // the command was ended
process.channel?.unref() // a module that waits for nothing more ends
process.once('beforeExit', () => finish({ reason: `cannot load ${target}: it waits for a promise that never settles`, mayNeedLoader: false }))
process.once('uncaughtException', error => finish(resultOf(error, target)))
resolveTypeScript()
finish(await readModule(file, target, name))
