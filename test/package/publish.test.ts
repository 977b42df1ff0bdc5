import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the check says about a package.json. */
function check (folder: string, manifest: object): { status: number | null, stderr: string } {
  const file = join(folder, 'package.json')
  writeFileSync(file, JSON.stringify(manifest))
  const { status, stderr } = spawnSync('env', ['-u', 'NODE_OPTIONS', process.execPath, join(root, 'scripts/check-publish.js'), file], { encoding: 'utf8' })
  return { status, stderr }
}

t.test('a package that does not say where it lives is not published', t => {
  const folder = t.testdir({})
  const complete = { repository: { type: 'git', url: 'git+https://example.com/shop/errors.git' }, bugs: 'https://example.com/shop/errors/issues', homepage: 'https://example.com/shop/errors' }
  t.same(check(folder, complete), { status: 0, stderr: '' })
  t.same(check(folder, { ...complete, bugs: { url: 'https://example.com/shop/errors/issues' } }), { status: 0, stderr: '' })

  const none = check(folder, {})
  t.equal(none.status, 1)
  t.match(none.stderr, /^package\.json does not say where the package lives: repository, bugs, homepage are missing\./)

  const placeholder = check(folder, { ...complete, homepage: 'https://github.com/OWNER/NAME#readme' })
  t.equal(placeholder.status, 1)
  t.equal(placeholder.stderr, 'package.json does not say where the package lives: homepage is missing. Add, with your own repository:\n\n  "homepage": "https://github.com/OWNER/NAME#readme"\n')
  t.equal(check(folder, { ...complete, repository: 'example' }).status, 1)
  t.end()
})

t.test('npm asks before it publishes', t => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }
  t.equal(scripts['prepublishOnly'], 'node scripts/check-publish.js')
  t.end()
})
