// What the modules that tests write import of the package: the whole of it takes half a second of each process that loads one.
export { defaultCatalog } from '../../src/catalog/default.js'
export { defineCatalog } from '../../src/catalog/define.js'
