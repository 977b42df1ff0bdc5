import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { problemBody, problemsWithExtensions, PROBLEM_TYPE } from '../../src/catalog/problem-details.js'

test('problemBody has what RFC 9457 asks for, and then the error itself', t => {
  const answer = defaultCatalog.answer(defaultCatalog.get('unauthorized')!)
  t.equal(problemBody(answer, { type: '/errors#unauthorized', instance: '/a"b' }),
    '{"type":"/errors#unauthorized","title":"The request is unauthorized.","status":401,"instance":"/a\\"b","code":"1000","error":"unauthorized"}')
  t.equal(PROBLEM_TYPE, 'application/problem+json')
  t.end()
})

test('problemsWithExtensions finds the members that the RFC has for itself', t => {
  t.same(problemsWithExtensions(defaultCatalog.entries), [])
  const clashing = defineCatalog({
    groups: { jobs: { range: [5000, 5999], description: 'Jobs.' } },
    errors: { stuck: { code: '5000', status: 409, description: 'Stuck.', details: { type: 'object', properties: { status: { type: 'string' }, step: { type: 'string' } } } } },
    members: { type: 'object', properties: { instance: { type: 'string' } } }
  }, { extend: defaultCatalog })
  t.same(problemsWithExtensions(clashing.entries), [
    'problemJson: details of "stuck" have the member "status", which RFC 9457 has for itself; name it otherwise',
    'problemJson: every error has the member "instance", which RFC 9457 has for itself; name it otherwise'
  ])
  t.end()
})
