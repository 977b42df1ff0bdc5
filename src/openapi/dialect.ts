import { isJson } from './json.js'
import type { Json } from './json.js'

/** The dialects of schemas: that of Swagger 2.0, that of OpenAPI 3.0, and JSON Schema, which is that of 3.1 and newer. */
export type Dialect = '2.0' | '3.0' | '3.1'

/** True for a document of a version that this plugin can complete. */
export function isDocument (value: unknown): value is Json {
  return isJson(value) && (typeof value['openapi'] === 'string' || value['swagger'] === '2.0')
}

/** The dialect of a document. */
export function dialectOf (document: Json): Dialect {
  if (document['swagger'] === '2.0') return '2.0'
  return String(document['openapi']).startsWith('3.0') ? '3.0' : '3.1'
}

/** The kinds of components that this plugin writes. Swagger 2.0 has no examples among them. */
export type ComponentKind = 'schemas' | 'examples' | 'responses'

/** Where components of a kind are. */
export function pointerOf (dialect: Dialect, kind: ComponentKind): string {
  if (dialect !== '2.0') return `#/components/${kind}/`
  return kind === 'schemas' ? '#/definitions/' : `#/${kind}/`
}

/** The components of a kind, which a document without any is given. */
export function componentsOf (document: Json, dialect: Dialect, kind: ComponentKind): Json {
  return pointerOf(dialect, kind).split('/').slice(1, -1).reduce(memberOf, document)
}

/** The object that a member is; it is made where there is none. */
function memberOf (holder: Json, key: string): Json {
  if (!isJson(holder[key])) holder[key] = {}
  return holder[key] as Json
}
