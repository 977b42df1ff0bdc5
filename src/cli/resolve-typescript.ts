import nodeModule from 'node:module'

type NextResolve = (specifier: string, context?: unknown) => unknown
type ResolveHook = (specifier: string, context: unknown, next: NextResolve) => unknown

/** `module.registerHooks`, which the types of Node 20 lack. */
interface HookRegistry { readonly registerHooks?: ((hooks: { resolve: ResolveHook }) => unknown) | undefined }

/** Has Node find `./x.ts` where TypeScript has its modules import `./x.js`. Without the hooks (before Node 22.15), a loader does. */
export function resolveTypeScript ({ registerHooks }: HookRegistry = nodeModule as HookRegistry): void {
  registerHooks?.({ resolve })
}

function resolve (specifier: string, context: unknown, next: NextResolve): unknown {
  try {
    return next(specifier, context)
  } catch (error) {
    if (!/^\.{0,2}\/.*\.[cm]?js$/.test(specifier)) throw error
    return next(specifier.replace(/js$/, 'ts'), context)
  }
}
