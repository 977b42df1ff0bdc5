export { defineCatalog } from './catalog/define.js'
export { defaultCatalog } from './catalog/default.js'
