import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { build } from 'esbuild'

const require = createRequire(fileURLToPath(new URL('generators/package.json', import.meta.url)))
const execute = promisify(execFile)

/** Runs the command of a package, in a process that the test runner does not watch. */
export async function run (folder: string, name: string, command: string, ...args: string[]): Promise<void> {
  try {
    await execute(process.execPath, [binary(name, command), ...args], { cwd: folder, env: plainEnv() })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string, stderr: string }
    throw new Error(`${command} failed:\n${stdout}${stderr}`)
  }
}

/** The environment without what the test runner does to processes. */
export function plainEnv (): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  return env
}

/** The file of a command: packages do not let their package.json be resolved, but they all have one. */
export function binary (name: string, command: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const { bin } = require(join(folder, name, 'package.json')) as { bin: string | Record<string, string> }
      return join(folder, name, typeof bin === 'string' ? bin : bin[command] ?? '')
    } catch {} // in the next folder
  }
  throw new Error(`${name} is not installed; run npm ci`)
}

/** Has a client meet each error, with a function of its module; by the name of the error, what the client made of it. */
export async function consume (folder: string, consumer: string, call: string, url: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const outfile = join(folder, `${consumer}.mjs`)
  await build({ entryPoints: [join(folder, `${consumer}.ts`)], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
  const script = `import { ${call} } from ${JSON.stringify(outfile)}
const results = {}
for (const name of ${JSON.stringify(names)}) results[name] = await ${call}(${JSON.stringify(url)}, name)
console.log(JSON.stringify(results))`
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', script], { env: plainEnv() })
  return JSON.parse(stdout) as Record<string, unknown>
}

// Rules of taste are off: the document is that of the service. What is left says whether it is right.
export const REDOCLY = `extends: [recommended-strict]
rules:
  operation-summary: off
  no-server-example.com: off
  operation-4xx-response: off
  security-defined: off
  info-license: off
`

/** What Redocly finds wrong with a file, in a folder with its configuration. */
export async function lint (folder: string, file: string): Promise<unknown[]> {
  const { stdout } = await execute(process.execPath, [binary('@redocly/cli', 'redocly'), 'lint', file, '--format=json'], {
    cwd: folder,
    env: { ...plainEnv(), REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    maxBuffer: 1 << 26
  }).catch((error: { stdout: string }) => error)
  const { problems } = JSON.parse(stdout) as { problems: Array<{ ruleId: string, message: string, location: Array<{ pointer?: string }> }> }
  return problems.map(({ ruleId, message, location }) => ({ ruleId, message, pointer: location[0]?.pointer }))
}

/** What the schema of OpenAPI finds wrong with a document. */
export async function validate (json: string): Promise<unknown> {
  const { valid, errors } = await new Validator().validate(JSON.parse(json) as Record<string, unknown>)
  return valid ? undefined : errors
}
