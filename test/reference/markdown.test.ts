import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { referencePage } from '../../src/reference/markdown.js'
import { builtInDocument, documentWith } from '../cli/run.js'

const specification = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'errors.md'), 'utf8')
const page = referencePage(builtInDocument())

test('all 23 lines of the specification come out byte for byte', async t => {
  const lines = specification.split('\n').filter(line => line.startsWith('- '))
  t.equal(lines.length, 23)
  t.same(page.split('\n').filter(line => line.startsWith('- ')), lines)
})

test('the page is the specification, but for a misspelt word, with a status under each error', async t => {
  const bare = page.split('\n').filter(line => !line.startsWith('  - ')).join('\n')
  t.equal(bare, specification.replace('Erros between', 'Errors between'))
})

test('each error has its status and details', async t => {
  for (const { name, code, status } of builtInDocument().errors) t.match(page, new RegExp(`^- \`${code} - ${name}\`: .*\\n {2}- Status ${status}\\.$`, 'm'), name)
  t.match(page, '  - Status 400.\n  - With `fields` (array of string): The fields whose values are not correct, as dotted paths.\n')
})

test('errors stand in the order of their codes, and say what is sent when it is not their name', async t => {
  const details = JSON.parse(JSON.stringify(Type.Object({ hint: Type.Optional(Type.String()) }))) as Record<string, unknown>
  const groups = [{ name: 'user_accounts', range: [1, 9] as [number, number], description: 'Accounts.' }]
  const text = referencePage(documentWith([
    { name: 'late', code: '9', group: 'user_accounts', error: 'Too `late`.' }, { name: 'early', code: '5', group: 'user_accounts', error: 'Early.', details }
  ], { groups }))
  t.equal(text.split('## Error codes\n\n')[1], `### User accounts errors

Accounts.

- \`5 - early\`: It is early.
  - Status 400, sent as \`Early.\`.
  - With \`hint\` (string, optional)
- \`9 - late\`: It is late.
  - Status 400, sent as \`\` Too \`late\`. \`\`.
`)
})

test('the members of every error are said once, before the errors', async t => {
  const members = { type: 'object', properties: { request_id: { type: 'string', description: 'For support.' }, at: { type: 'integer' } } }
  const text = referencePage(documentWith([], { members }))
  t.match(text, /on the error\.\n\nEvery error that answers a request also has these members, after all others:\n\n- `request_id` \(string\): For support\.\n- `at` \(number\)\n\n\n## Error codes\n/)
  t.notMatch(page, 'Every error')
})

test('what details refer to is said once, under their members', async t => {
  const node = { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/definitions/node' } } } }
  const details = { type: 'object', required: ['top'], properties: { top: { $ref: '#/definitions/node' }, all: { type: 'array', items: { $ref: '#/definitions/node' } } }, definitions: { node } }
  const text = referencePage(documentWith([{ name: 'deep', code: '5', details }]))
  t.match(text, '  - With `top` (node)\n  - With `all` (array of node, optional)\n  - `node` is `{ readonly children?: ReadonlyArray<node> }`\n')
})

test('each error says why it happens, what to do, and what is deprecated', async t => {
  const text = referencePage(documentWith([
    { name: 'old', deprecated: 'Use gone.', since: '1.2', owner: '#payments', causes: ['One.', 'Two.'], solutions: ['Wait.'] }, { name: 'older', deprecated: true }
  ]))
  t.match(text, '  - Status 400.\n  - **Deprecated.** Use gone.\n  - Since 1.2.\n  - Cause: One.\n  - Cause: Two.\n  - Solution: Wait.\n  - Owner: #payments\n')
  t.match(text, '  - Status 400.\n  - **Deprecated.**\n')
})

test('retired errors come last, where it is known what they were', async t => {
  const text = referencePage(documentWith([], { retired: ['2009', { code: '2008', name: 'old_error', reason: 'It is invalid_request now.' }] }))
  t.match(text, /\n\n### Retired errors\n\nThese are no longer sent\. Their codes are not used again\.\n\n- `2008 - old_error`: It is invalid_request now\.\n$/)
  t.notMatch(referencePage(documentWith([], { retired: ['2009'] })), 'Retired')
})
