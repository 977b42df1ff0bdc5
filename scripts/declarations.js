import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const read = (dist, file) => readFileSync(join(dist, file), 'utf8')

/** The declarations that some lead to, themselves included. */
export function declarationsFrom (dist, roots) {
  const found = new Set(roots)
  for (const file of found) { // what is added while it runs, it visits too
    const code = read(dist, file).replace(/\/\*.*?\*\//gs, '') // there are imports in examples, too
    for (const [, specifier] of code.matchAll(/(?:from |import |import\()['"](\.{1,2}\/[^'"]+)\.js['"]/g)) {
      found.add(posix.join(posix.dirname(file), `${specifier}.d.ts`))
    }
  }
  return [...found]
}

// Declarations for `require`. Their types are those of the module that is required: there must not be two of `Register`.

/** Of the plugin, as plugins of Fastify declare it: a function that has the named exports and the types in its namespace. */
export function ofPlugin (dist, entry) {
  const { types, values } = exportsOf(dist, entry)
  return `import type { ${[...types, 'fastifyApiError as $fastifyApiError', ...values.map(({ name }) => `${name} as $${name}`)].join(', ')} } from ${moduleOf(entry)};
declare function apiError(...parameters: Parameters<typeof $fastifyApiError>): ReturnType<typeof $fastifyApiError>;
declare namespace apiError {
  export const fastifyApiError: typeof $fastifyApiError;
${values.map(({ name, classParameters }) => `  export const ${name}: typeof $${name};\n${classParameters === undefined ? '' : classType(name, classParameters)}`).join('')}  export { ${types.map(name => `type ${name}`).join(', ')} };
}
export = apiError;
`
}

/** A class is a type, too. How its parameters are inferred and vary is for the class to say. */
function classType (name, parameters) {
  const declared = parameters.map(parameter => parameter.replace(/^(?:(?:const|in|out) )+/, ''))
  return `  export type ${name}${list(declared)} = $${name}${list(declared.map(parameter => /^\w+/.exec(parameter)))};\n`
}

const list = parameters => parameters.length === 0 ? '' : `<${parameters.join(', ')}>`

/** Of a module that has named exports only. */
export function ofNamed (dist, entry) {
  const { types, values } = exportsOf(dist, entry)
  return `import type * as module from ${moduleOf(entry)};
export type { ${types.join(', ')} } from ${moduleOf(entry)};
${values.map(({ name }) => `export declare const ${name}: typeof module.${name};\n`).join('')}`
}

const moduleOf = entry => `'./${posix.basename(entry)}.js' with { 'resolution-mode': 'import' }`

/** What an entry point exports from its modules. */
function exportsOf (dist, entry) {
  const lines = [...read(dist, `${entry}.d.ts`).matchAll(/^export (type )?\{([^}]+)\} from '(.+)\.js';$/gm)]
  const exported = lines.flatMap(([, isType, names, from]) => names.split(',').map(name => ({ name: name.trim(), isType: isType !== undefined, from })))
  return {
    types: exported.filter(({ isType }) => isType).map(({ name }) => name),
    values: exported.filter(({ isType }) => !isType).map(({ name, from }) => ({ name, classParameters: classParametersOf(read(dist, posix.join(posix.dirname(entry), `${from}.d.ts`)), name) }))
  }
}

/** The type parameters of a class, each with its constraint and its default; of no class, nothing. */
function classParametersOf (text, name) {
  const found = new RegExp(`^export declare class ${name}(?:<(.+?)>)?(?: extends \\w+)? \\{$`, 'm').exec(text)
  return found === null ? undefined : found[1]?.split(', ') ?? []
}
