import { test } from 'tap'
import { readSources } from '../../src/cli/read-sources.js'

const raise = (name: string, imports = ''): string => `${imports}\nreply.apiError('${name}')`

test('a file is read with all that it imports by a relative path', async t => {
  const cwd = t.testdir({
    'app.ts': raise('app', "import './routes/users.js'; import 'fastify'; import './data.json'; import './gone.js'; import '../outside.js'"),
    routes: {
      'users.ts': raise('users', "import '../app.js'; import '../plugins'; import './page.jsx'; import './view'; import '../lib'; import '../legacy.js'"),
      'view.tsx': raise('view'),
      'unread.ts': raise('unread'),
      'page.tsx': raise('page')
    },
    plugins: { 'index.ts': raise('plugins', "import '../bare'") },
    lib: { 'index.js': raise('lib') },
    'bare.mts': raise('bare'),
    'legacy.js': raise('legacy'),
    'data.json': '{}'
  })
  const sources = await readSources(['app.ts'], cwd)
  t.same(sources.flatMap(source => source.raised).map(({ key, place }) => `${key} ${place}`), [
    'app app.ts:2', 'users routes/users.ts:2', 'plugins plugins/index.ts:2', 'page routes/page.tsx:2', 'view routes/view.tsx:2', 'lib lib/index.js:2', 'legacy legacy.js:2', 'bare bare.mts:2'
  ])
})

test('a folder is read without its tests, declarations and packages', async t => {
  const cwd = t.testdir({ src: { 'a.ts': raise('a'), 'a.test.ts': raise('test'), 'a.d.ts': raise('types'), 'notes.md': '', deep: { 'b.cjs': raise('b') }, node_modules: { x: { 'index.js': raise('package') } } } })
  t.same((await readSources(['src'], cwd)).flatMap(source => source.raised).map(({ key }) => key), ['a', 'b'])
  t.equal((await readSources(['src', 'src/a.ts'], cwd)).length, 2, 'each file once')
})

test('a path that cannot be read is refused', async t => {
  await t.rejects(readSources(['x'.repeat(300)], t.testdir({})), { name: 'UsageError', message: /^cannot read x+: ENAMETOOLONG/ })
  await t.rejects(readSources(['none.ts'], t.testdir({})), { name: 'UsageError', message: 'cannot read none.ts: there is no such file or folder' })
})
