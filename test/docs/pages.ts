import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

/** A block of code on a page. */
export interface Block {
  /** Where it is: `docs/errors.md:12`. */
  readonly where: string
  readonly language: string
  /** What stands behind the language: `no-run` for code that is compiled only. */
  readonly flag: string
  readonly code: string
  /** What the comments `// → …` say that it prints. */
  readonly output: string
  /** The file that it is, when its first line says so: `// errors.ts`. Blocks below it on the page may import it. */
  readonly file: string | undefined
}

export interface Page {
  /** From the root: `docs/errors.md`. */
  readonly path: string
  readonly text: string
  readonly blocks: readonly Block[]
  /** Targets of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly string[]
  /** The folder whose packages its blocks need: `<!-- packages: test/all -->`. */
  readonly packages: string | undefined
}

/** The README and every guide. */
export const pages: readonly Page[] = ['README.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.md')).map(name => `docs/${name}`).sort()].map(readPage)

/** Any page of the repository. */
export function readPage (path: string): Page {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const prose = text.replaceAll(/^```[^]*?^```$/gm, '')
  return {
    path,
    text,
    blocks: blocksOf(path, text),
    anchors: anchorsOf(prose),
    links: [...prose.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? ''),
    packages: /^<!-- packages: (\S+) -->$/m.exec(text)?.[1]
  }
}

function blocksOf (path: string, text: string): Block[] {
  return [...text.matchAll(/^```(\w+)(?: (.*))?\n([^]*?)^```$/gm)].map(({ 1: language = '', 2: flag = '', 3: code = '', index }) => ({
    where: `${path}:${text.slice(0, index).split('\n').length}`,
    language,
    flag,
    code,
    output: [...code.matchAll(/^\/\/ → (.*)$/gm)].map(line => `${line[1]}\n`).join(''),
    file: /^\/\/ ([\w./-]+\.ts)$/m.exec(code.split('\n', 1)[0] ?? '')?.[1]
  }))
}

/** As GitHub: lower case, without punctuation, hyphens for spaces; a number behind what is there already. */
function anchorsOf (prose: string): ReadonlySet<string> {
  const anchors = new Set<string>([...prose.matchAll(/<a (?:id|name)="([^"]+)">/g)].map(match => match[1] ?? ''))
  for (const [, heading = ''] of prose.matchAll(/^#+ (.+)$/gm)) {
    const anchor = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim().toLowerCase().replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
    let candidate = anchor
    for (let count = 1; anchors.has(candidate); count++) candidate = `${anchor}-${count}`
    anchors.add(candidate)
  }
  return anchors
}

/** What is wrong with a link, or undefined. Addresses of the web are not looked at. */
export function problemOf (link: string, from: Page): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from.path : relative(ROOT, normalize(join(ROOT, dirname(from.path), path)))
  if (!existsSync(join(ROOT, target))) return `${target} does not exist`
  if (anchor === undefined || !target.endsWith('.md')) return undefined
  const page = pages.find(one => one.path === target) ?? readPage(target)
  return page.anchors.has(anchor) ? undefined : `${target} has no heading #${anchor}`
}
