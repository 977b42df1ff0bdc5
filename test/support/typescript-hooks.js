import { existsSync } from 'node:fs'
import { compiled } from './compiled.js'

const isTypeScript = url => url.startsWith('file:') && /\.c?ts(\?|$)/.test(url) && !url.includes('/node_modules/')

const tap = new URL('./tap.js', import.meta.url).href

/** In TypeScript, `./x.js`, or a whole path, names what `./x.ts` becomes, and `./x.cjs` what `./x.cts` does. */
function sourceOf (specifier, parentURL) {
  if (specifier === 'tap' && parentURL !== tap) return tap
  if (parentURL === undefined || !isTypeScript(parentURL) || !/^(?:\.{1,2})?\/.*\.c?js$/.test(specifier)) return specifier
  const url = new URL(specifier.replace(/js$/, 'ts'), parentURL)
  return existsSync(url) ? url.href : specifier
}

const formatOf = url => /\.cts(\?|$)/.test(url) ? 'commonjs' : 'module'

const moduleOf = (url, { source }) => ({ format: formatOf(url), source: compiled(url, String(source)), shortCircuit: true })

/** The hooks for `module.register`, which runs them in a thread of their own. */
export async function resolve (specifier, context, next) {
  return next(sourceOf(specifier, context.parentURL), context)
}

export async function load (url, context, next) {
  // The format keeps Node from refusing the extension. The file is read by the next hook: tap counts there what a process loads.
  return isTypeScript(url) ? moduleOf(url, await next(url, { ...context, format: 'module' })) : next(url, context)
}

/** The same for `module.registerHooks`, which runs them where they are called. */
export function resolveHere (specifier, context, next) {
  return next(sourceOf(specifier, context.parentURL), context)
}

export function loadHere (url, context, next) {
  return isTypeScript(url) ? moduleOf(url, next(url, { ...context, format: 'module' })) : next(url, context)
}
