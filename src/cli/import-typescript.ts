import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import nodeModule from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { firstLine, UsageError } from './io.js'

// esbuild first: it is in most projects already (vite, tsx, tsup and vitest bring it), behaves the same on every Node,
// and knows enums, `./x.js` for `./x.ts`, and the paths of a tsconfig. Node's own stripping of types (22.18 and newer)
// is for the others. The command brings neither along: the plugin has one dependency, and is to keep it.

/** What loading a TypeScript module depends on, besides the module. */
export interface TypeScriptHost {
  /** The entry of esbuild as the module's project has it, if it has it. */
  findEsbuild (file: string): string | undefined
  /** True if this Node reads TypeScript. */
  readonly stripsTypes: boolean
  /** `module.registerHooks`, where Node has it. */
  readonly registerHooks?: ((hooks: { resolve: ResolveHook }) => { deregister (): void }) | undefined
}

type NextResolve = (specifier: string, context?: unknown) => unknown
type ResolveHook = (specifier: string, context: unknown, next: NextResolve) => unknown

/** The one function that is used of esbuild. */
interface Esbuild {
  build (options: Readonly<Record<string, unknown>>): Promise<{ readonly outputFiles: ReadonlyArray<{ readonly text: string }> }>
}

/** The Node and the project that the command runs in. Node 20 has neither of the two features, so its types lack them. */
const thisHost: TypeScriptHost = {
  findEsbuild,
  stripsTypes: Boolean((process.features as { readonly typescript?: string | false }).typescript),
  registerHooks: (nodeModule as Pick<TypeScriptHost, 'registerHooks'>).registerHooks
}

/**
 * Imports a TypeScript module without a build.
 *
 * @throws {UsageError} When nothing at hand can, with what to do about it.
 */
export async function importTypeScript (file: string, host: TypeScriptHost = thisHost): Promise<unknown> {
  const esbuild = host.findEsbuild(file)
  if (esbuild !== undefined) return await importBundled(file, await import(pathToFileURL(esbuild).href) as Esbuild)
  if (host.stripsTypes) return await importStripped(file, host)
  throw new UsageError(`cannot load ${basename(file)}: Node ${process.versions.node} does not read TypeScript; install esbuild in the project, use Node 22.18 or newer, or give the compiled JavaScript`)
}

function findEsbuild (file: string): string | undefined {
  try {
    return nodeModule.createRequire(file).resolve('esbuild')
  } catch {
    return undefined
  }
}

/** Bundles the module and its own files, but no packages, into a file beside it, from where packages are found as usual. */
async function importBundled (file: string, esbuild: Esbuild): Promise<unknown> {
  const bundle = join(dirname(file), `.${basename(file)}.${randomUUID()}.mjs`)
  const code = await bundled(file, esbuild)
  try {
    await writeFile(bundle, code)
    return await import(pathToFileURL(bundle).href)
  } finally {
    await rm(bundle, { force: true })
  }
}

async function bundled (file: string, esbuild: Esbuild): Promise<string> {
  try {
    const { outputFiles: [output] } = await esbuild.build({
      entryPoints: [file], bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', write: false, logLevel: 'silent'
    })
    return output?.text ?? ''
  } catch (error) {
    throw new UsageError(`cannot load ${describe(error)}`)
  }
}

/** The first error of esbuild, with its place. */
function describe (error: unknown): string {
  const [first] = (error as { errors?: Array<{ text: string, location?: { file: string, line: number } | null }> }).errors ?? []
  if (first === undefined) return firstLine(error)
  const place = first.location ? `${first.location.file}:${first.location.line}: ` : ''
  return `${place}${first.text}`
}

async function importStripped (file: string, { registerHooks }: TypeScriptHost): Promise<unknown> {
  const hooks = registerHooks?.({ resolve: resolveSource })
  try {
    return await import(pathToFileURL(file).href)
  } finally {
    hooks?.deregister()
  }
}

/** TypeScript has its modules import `./x.js` where the file is `./x.ts`; Node takes them at their word. */
function resolveSource (specifier: string, context: unknown, next: NextResolve): unknown {
  try {
    return next(specifier, context)
  } catch (error) {
    if (!/^\.{0,2}\/.*\.[cm]?js$/.test(specifier)) throw error
    return next(specifier.replace(/js$/, 'ts'), context)
  }
}
