import { read } from '../values/read.js'

/** What to write instead of what has no JSON form. */
export interface Instead {
  readonly transform: string
  readonly date?: string
  readonly bigint?: string
  readonly map?: string
  readonly set?: string
  readonly undefined?: string
  readonly nan?: string
  /** Of a check or change that is no part of JSON Schema. */
  readonly action?: string
}

/** What the package knows of a library whose schemas are Standard Schemas. Nothing of the library is loaded. */
export interface Library {
  /** What to do where a schema does not say its JSON Schema. */
  readonly withoutJson: string
  readonly instead: Instead
  /** Options of its own for its converter. */
  readonly options?: object
  /** The members of a schema of an object, each with its own schema. */
  membersOf (schema: unknown): ReadonlyArray<readonly [name: string, member: unknown]>
}

const transform = 'give the schema of the value that is sent'
const undefinedInstead = (nothing: string): string => `write ${nothing}, or make the member optional`

/** What JSON makes `{}` of, and zod's converter a text, or what is in it. */
const NO_JSON: Readonly<Record<string, string>> = { file: 'File', promise: 'Promise' }

const zod: Library = {
  withoutJson: 'wrap it in z.toJSONSchema(…), or take zod 4.2 or newer',
  instead: {
    transform,
    date: 'write z.iso.datetime(), or another schema of the text that is sent',
    bigint: 'write z.int() or z.string(), or another schema of the value that is sent',
    map: 'write z.record(…), or another schema of the object that is sent',
    set: 'write z.array(…), or another schema of the list that is sent',
    undefined: undefinedInstead('z.null()'),
    nan: 'write z.null(), which is what JSON has of it'
  },
  options: {
    override ({ zodSchema }: { readonly zodSchema: unknown }) {
      const type = NO_JSON[String(read(read(read(zodSchema, '_zod'), 'def'), 'type'))]
      if (type !== undefined) throw new Error(`${type} cannot be represented in JSON Schema`)
    }
  },
  membersOf: schema => Object.entries(Object(read(schema, 'shape')))
}

const valibot: Library = {
  withoutJson: 'wrap it in toStandardJsonSchema(…) of @valibot/to-json-schema',
  instead: {
    transform: `${transform}: v.pipe(…, v.transform(…), v.number())`,
    date: 'write v.pipe(v.string(), v.isoTimestamp())',
    bigint: 'write v.number() or v.string()',
    map: 'write v.record(…)',
    set: 'write v.array(…)',
    undefined: undefinedInstead('v.null()'),
    nan: 'write v.null(), which is what JSON has of it',
    action: 'leave it out: it is not run for details'
  },
  membersOf: () => [] // its converter is of the whole
}

/** Its own converter takes what JSON does not have for anything. */
function refuse (name: string): never {
  throw new Error(`${name} cannot be represented in JSON Schema`)
}

const arktype: Library = {
  withoutJson: 'take ArkType 2.1.28 or newer',
  instead: {
    transform,
    date: "write 'string.date.iso'",
    bigint: "write 'number.integer' or 'string'",
    map: "write { '[string]': … }",
    set: "write a list: 'string[]'",
    undefined: undefinedInstead("'null'")
  },
  options: {
    fallback: {
      date: () => refuse('Date'),
      proto: ({ proto }: { readonly proto: unknown }) => refuse(String(read(proto, 'name'))),
      domain: ({ domain }: { readonly domain: unknown }) => refuse(String(domain)),
      unit: ({ unit }: { readonly unit: unknown }) => refuse(typeof unit === 'bigint' ? 'a bigint' : unit instanceof Date ? 'Date' : String(unit)),
      morph: () => refuse('A morph')
    }
  },
  membersOf: schema => {
    const props = read(schema, 'props')
    return Array.isArray(props) ? props.map(prop => [String(read(prop, 'key')), read(prop, 'value')]) : [] // each is a function
  }
}

const other: Library = {
  withoutJson: 'give one that is a Standard JSON Schema',
  instead: {
    transform,
    date: 'write the schema of the text that is sent',
    bigint: 'write the schema of the number or text that is sent',
    map: 'write the schema of the object that is sent',
    set: 'write the schema of the list that is sent',
    undefined: undefinedInstead('null'),
    nan: 'write null, which is what JSON has of it'
  },
  membersOf: zod.membersOf
}

const LIBRARIES: ReadonlyMap<unknown, Library> = new Map([['zod', zod], ['valibot', valibot], ['arktype', arktype], ['effect', { ...other, withoutJson: 'wrap it in Schema.toStandardJSONSchemaV1(…)' }]])

/** What is known of a library, by the name that its schemas say. */
export const libraryOf = (vendor: unknown): Library => LIBRARIES.get(vendor) ?? other
