import { readdirSync } from 'node:fs'

const folder = new URL('plugins/', import.meta.url)

/** What is said about each plugin in `plugins/`; or in one file there. Loads none of the plugins themselves. */
export async function loadPlugins (only) {
  const files = readdirSync(folder).filter(name => name.endsWith('.js') && (only === undefined || name === `${only}.js`))
  return await Promise.all(files.map(async name => (await import(new URL(name, folder))).default))
}
