import { spawn } from 'node:child_process'
import { binary, plainEnv } from './tools.js'

/** A command of Prism that runs. */
export interface Prism {
  readonly url: string
  /** Ends it. */
  readonly close: () => Promise<void>
}

/** Starts `prism mock FILE` or `prism proxy FILE URL`, on any port that is free. */
export async function startPrism (...args: string[]): Promise<Prism> {
  const child = spawn(process.execPath, [binary('@stoplight/prism-cli', 'prism'), ...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env: plainEnv() })
  const ended = new Promise<void>(resolve => { child.on('close', () => { resolve() }) })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        output += String(data)
        const [, address] = /listening on (http:\S+?:\d+)/.exec(output) ?? []
        if (address !== undefined) resolve(address)
      })
    }
    child.on('close', () => { reject(new Error(`prism ${args.join(' ')} ended:\n${output}`)) })
  })
  return {
    url,
    async close () {
      child.kill()
      await ended
    }
  }
}
