import { mkdirSync, writeFileSync } from 'node:fs'

const FOLDER = new URL('../results/', import.meta.url)

/** Writes what a suite found: figures as JSON, tables as Markdown, charts as SVG. */
export function writeResults (suite, { data, markdown, charts = {} }, about) {
  mkdirSync(FOLDER, { recursive: true })
  write(`${suite}.json`, JSON.stringify({ machine: about, ...data }, null, 2) + '\n')
  write(`${suite}.md`, `${markdown}\n`)
  for (const [name, svg] of Object.entries(charts)) write(`${name}.svg`, svg)
}

const write = (name, text) => writeFileSync(new URL(name, FOLDER), text)
