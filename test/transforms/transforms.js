import t from 'tap'
import { CASES } from './cases.js'
import { COMBINATIONS, documentOf } from './service.js'

// Type providers bring transforms that refuse or drop schemas which are not their own. Under each, in both orders of
// registration, a document has to be the one that the service has by itself, and each error of its routes by name.

for (const [name, one] of Object.entries(CASES)) {
  t.test(name, async t => {
    for (const combination of COMBINATIONS) {
      const title = Object.values(combination).join(' ')
      const own = await documentOf(one, combination, false)
      const document = await documentOf(one, combination, true)
      const { get, head } = document.paths['/things/{id}']
      const ownGet = own.paths['/things/{id}'].get
      t.strictSame(pick(get.responses, Object.keys(ownGet.responses)), ownGet.responses, `${title}: own responses`)
      t.strictSame(pick(document.components.schemas, Object.keys(own.components.schemas)), own.components.schemas, `${title}: own components`)
      t.same(examplesAt(document, get, 404), ['object_not_found', 'component_not_found'], `${title}: declared errors`)
      t.same(examplesAt(document, get, 500), ['internal_error'], title)
      t.same(examplesAt(document, document.paths['/silent'].get, '5XX').length, 6, `${title}: a route that declares nothing`)
      t.match(head.responses[404].description, 'object_not_found', `${title}: HEAD`)
      const text = JSON.stringify(document)
      t.notMatch(text, /def-\d|x-fastify-api-error/, `${title}: nothing of the making is left`)
      for (const [, kind, component] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) t.ok(component in document.components[kind], `${title}: ${component}`)
      for (const component of Object.keys(document.components.schemas)) {
        if (!(component in own.components.schemas)) t.match(text, `"#/components/schemas/${component}"`, `${title}: ${component} is referred to`)
      }
    }
  })
}

function examplesAt (document, { responses }, status) {
  const { $ref } = responses[status]
  const response = $ref === undefined ? responses[status] : document.components.responses[$ref.split('/').at(-1)]
  return Object.keys(response.content['application/json'].examples)
}

const pick = (record, keys) => Object.fromEntries(keys.map(key => [key, record[key]]))
