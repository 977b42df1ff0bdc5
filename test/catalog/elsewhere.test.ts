import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { elsewhereHint, isUndefinedOption, rememberServerCatalog, undefinedCatalog } from '../../src/catalog/elsewhere.js'

const catalogWithError = (name: string, code: string): ReturnType<typeof defineCatalog> => defineCatalog({
  groups: { stock: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to the stock.' } },
  errors: { [name]: { code, status: 409, description: 'The stock is empty.' } }
}, { extend: defaultCatalog }) as never

test('what another catalogue has is said to be there, by name and code', async t => {
  const catalog = catalogWithError('out_of_stock', '5001')
  const other = catalogWithError('discontinued', '5002')
  for (const key of ['out_of_stock', '5001', 5001]) {
    t.equal(elsewhereHint(key, defaultCatalog), 'this scope has the built-in catalogue; a catalogue that this scope was not given has it: give it to the plugin: register(apiError, { catalog })')
    t.equal(elsewhereHint(key, other), 'a catalogue that this scope was not given has it: give it to the plugin: register(apiError, { catalog })')
    t.equal(elsewhereHint(key, catalog), undefined, 'not this one itself')
  }
  t.equal(elsewhereHint('nothing', defaultCatalog), undefined)
  t.equal(elsewhereHint({}, defaultCatalog), undefined)
})

test('the catalogue that only serverOptions was given is said to be that', async t => {
  const catalog = catalogWithError('sold_out', '5003')
  rememberServerCatalog(catalog)
  t.equal(elsewhereHint('sold_out', defaultCatalog), 'this scope has the built-in catalogue; the catalogue that serverOptions was given has it: give it to the plugin, too: register(apiError, { catalog })')
})

test('an option that is undefined is not one that is missing', async t => {
  t.equal(isUndefinedOption({ catalog: undefined }, 'catalog'), true)
  t.equal(isUndefinedOption({}, 'catalog'), false)
  t.equal(isUndefinedOption({ catalog: defaultCatalog }, 'catalog'), false)
  t.match(undefinedCatalog('extend'), /^extend is undefined: the module that defines it had not run yet, as in a circular import\. .*; where none is meant, leave extend out$/)
})
