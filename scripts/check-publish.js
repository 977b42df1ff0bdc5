import { readFileSync } from 'node:fs'

// Runs before `npm publish`. A package without these three cannot be published with provenance, and nobody finds its sources.

const REQUIRED = {
  repository: '"repository": { "type": "git", "url": "git+https://github.com/OWNER/NAME.git" }',
  bugs: '"bugs": "https://github.com/OWNER/NAME/issues"',
  homepage: '"homepage": "https://github.com/OWNER/NAME#readme"'
}

const manifest = JSON.parse(readFileSync(process.argv[2] ?? 'package.json', 'utf8'))
const textOf = member => typeof member === 'object' ? member?.url : member
const missing = Object.keys(REQUIRED).filter(name => !/^(?:git\+)?https:\/\/(?!.*\bOWNER\b)/.test(textOf(manifest[name]) ?? ''))

if (missing.length > 0) {
  console.error(`package.json does not say where the package lives: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. Add, with your own repository:\n`)
  for (const name of missing) console.error(`  ${REQUIRED[name]}`)
  process.exitCode = 1
}
