import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Test } from 'tap'

/**
 * What was built, as a second copy of the package: other classes than those of the sources. It lies where packages do,
 * since its source maps lead to the sources, whose coverage would be counted by them as well.
 */
export async function loadOtherCopy (t: Pick<Test, 'teardown'>): Promise<typeof import('../../src/index.js')> {
  const folder = mkdtempSync('node_modules/.fastify-api-error-')
  t.teardown(() => { rmSync(folder, { recursive: true }) })
  cpSync('dist', join(folder, 'dist'), { recursive: true })
  cpSync('package.json', join(folder, 'package.json'))
  return await import(pathToFileURL(join(folder, 'dist', 'index.js')).href) as typeof import('../../src/index.js')
}
