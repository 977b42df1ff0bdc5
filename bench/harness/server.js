import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url))

/**
 * Starts a variant in a process of its own and waits until it listens.
 *
 * @param variant - One of a family file in `variants/`.
 * @param execArgv - Flags for its Node.
 */
export async function startServer (variant, execArgv = []) {
  const child = fork(WORKER, [variant.family, variant.name], {
    execArgv,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => {
    throw new Error(`variant ${variant.name} ended with code ${code} before it listened`)
  })])
  let questions = 0
  return { variant, port: message.port, pid: child.pid, ask, stop }

  async function ask (question, argument) {
    const id = ++questions
    child.send({ id, question, argument })
    for (;;) {
      const [reply] = await once(child, 'message')
      if (reply.id === id) return reply.answer
    }
  }

  async function stop () {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

/** Runs `use` with a server of each variant, and stops them whatever happens. */
export async function withServers (variants, use, execArgv) {
  const started = await Promise.allSettled(variants.map(variant => startServer(variant, execArgv)))
  const servers = started.flatMap(({ status, value }) => status === 'fulfilled' ? [value] : [])
  try {
    const failed = started.find(({ status }) => status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return await use(servers)
  } finally {
    await Promise.all(servers.map(server => server.stop()))
  }
}
