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
export async function startServer (variant, execArgv) {
  const [server] = await startTogether([variant], execArgv)
  return server
}

/** Starts variants in one process; to stop one of their servers is to stop all. */
async function startTogether (variants, execArgv = []) {
  const child = fork(WORKER, variants.flatMap(({ family, name }) => [family, name]), {
    execArgv,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => {
    throw new Error(`variant ${variants.map(({ name }) => name).join(' with ')} ended with code ${code} before it listened`)
  })])
  let questions = 0
  return variants.map((variant, index) => ({ variant, index, port: message.ports[index], pid: child.pid, ask, stop }))

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

/** Runs `use` with a server of each variant, in a process of its own, and stops them whatever happens. */
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

/** The same with all of them in one process. */
export async function withServersTogether (variants, use) {
  const servers = await startTogether(variants)
  try {
    return await use(servers)
  } finally {
    await servers[0].stop()
  }
}
