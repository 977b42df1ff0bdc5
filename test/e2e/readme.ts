import { readFileSync } from 'node:fs'

/** A command of a README, and what the README says it prints. */
export interface Step {
  /** The heading that it stands under. */
  readonly heading: string
  readonly commands: string
  /** Undefined where the README does not say. */
  readonly output: string | undefined
}

const README = new URL('../../examples/service/README.md', import.meta.url)

export const readme: string = readFileSync(README, 'utf8')

/** The shell commands of a README, each with the heading before it and the output after it. */
export function stepsOf (markdown: string): Step[] {
  let heading = ''
  const steps: Step[] = []
  for (const [, title, language, code = ''] of markdown.matchAll(/^#+ ([^\n]+)$|^```(\w+)\n(.*?)^```$/gms)) {
    const last = steps.at(-1)
    if (title !== undefined) heading = title
    else if (language === 'sh') steps.push({ heading, commands: code, output: undefined })
    else if (last !== undefined && last.heading === heading && last.output === undefined) steps[steps.length - 1] = { ...last, output: code }
  }
  return steps
}

/** Names of the errors that have a section of their own, like `1000 unauthorized`. */
export function errorsOf (markdown: string): string[] {
  return [...markdown.matchAll(/^#### (\d{4} \w+)$/gm)].map(([, error = '']) => error)
}
