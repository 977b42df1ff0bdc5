import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { defaultCatalog } from 'fastify-api-error'
import { loadPlugins } from './plugins.js'
import { COMMON, SECRET, SERVERS, start } from './service.js'

// The plugins that services use, each with its typical failures: registered before fastify-api-error and after it,
// with serverOptions() and without, over real sockets. Each failure has to leave as an error of the catalogue, under the
// status that the plugin chose; what is no failure has to leave as it does from the plugin alone.

// PLUGIN=jwt npm run test:ecosystem: the plugins of one file, for a quick look.
for (const plugin of await loadPlugins(process.env.PLUGIN)) {
  t.test(plugin.name, async t => {
    const tools = await plugin.setUp?.() ?? {}
    t.teardown(() => tools.close?.())
    const cases = [...plugin.hasCommonRoutes === false ? [] : COMMON.map(one => ({ ...one, headers: plugin.headers })), ...plugin.cases]
    const orders = plugin.orders ?? ['before', 'after']
    const alone = await answersOf(plugin, { server: 'alone', order: orders.at(-1) }, tools, cases)
    for (const [index, one] of cases.entries()) {
      if (!one.untouched) t.equal(alone[index].status, one.alone ?? one.status, `${one.ask}: the plugin alone`)
    }
    for (const server of Object.keys(SERVERS).slice(1)) {
      for (const order of orders) await compare(t, plugin, { server, order }, tools, cases, alone)
    }
  })
}

/** What a service answers to all cases of a plugin, one after the other. */
async function answersOf (plugin, combination, tools, cases) {
  const service = await start(plugin, combination, tools)
  try {
    const answers = []
    for (const one of cases) answers.push(await service.ask(one))
    return answers
  } finally {
    await service.close()
  }
}

async function compare (t, plugin, combination, tools, cases, alone) {
  const answers = await answersOf(plugin, combination, tools, cases)
  for (const [index, one] of cases.entries()) {
    if (one.needsServerOptions && !combination.server.includes('serverOptions')) continue
    const title = `${one.ask} ${JSON.stringify(one.headers ?? {})}: ${combination.server}, registered ${combination.order}`
    const [answer, expected] = one.untouched ? [plain(answers[index]), plain(alone[index])] : [partsOf(answers[index], one), expectedParts(one, alone[index])]
    if (one.todo && isDeepStrictEqual(answer, expected)) t.comment(`no longer wrong, take its todo away: ${title}`)
    t.strictSame(answer, expected, title, one.todo && { todo: one.todo })
  }
}

/** The parts of an answer that do not differ from one process or second to the next. */
function plain ({ status, headers, body }) {
  const { date, etag, 'set-cookie': cookie, ...rest } = headers
  return { status, headers: rest, body }
}

function partsOf ({ status, headers, body }, { keeps = [] }) {
  return {
    status,
    body,
    isSecretKept: !JSON.stringify(headers).includes(SECRET),
    headers: pick(headers, ['content-type', 'content-length', 'content-encoding', 'etag', 'last-modified']),
    kept: keeps.map(name => headers[name])
  }
}

/** The error of the catalogue, with the headers that the plugin alone sends too. */
function expectedParts ({ status, error, details, keeps = [] }, { headers }) {
  const { code } = defaultCatalog.get(error)
  const body = JSON.stringify({ code, error, ...details })
  return {
    status,
    body,
    isSecretKept: true,
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) },
    kept: keeps.map(name => headers[name] ?? `no ${name} from the plugin alone`)
  }
}

const pick = (headers, names) => Object.fromEntries(names.filter(name => name in headers).map(name => [name, headers[name]]))
