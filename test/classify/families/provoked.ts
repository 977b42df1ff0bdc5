import type { Family } from '../../../src/classify/family.js'
import { linkedErrors } from '../../../src/classify/links.js'
import { matches, traitsOf } from '../../../src/classify/signature.js'
import { failures, moreFailures, rebuild } from '../../fixtures/failures.js'

const recorded = [...failures, ...moreFailures].flatMap(({ error }) => linkedErrors(rebuild(error, undefined))).map(traitsOf)

/** The signatures that neither a recorded failure nor one of the examples fits, and examples that fit none: a slip, or a row that nobody needs. */
export function unprovoked (families: readonly Family[], examples: readonly object[] = []): string[] {
  const errors = [...recorded, ...examples.map(traitsOf)]
  const idle = families.flatMap(({ of, signatures }) => signatures
    .filter(signature => !errors.some(error => matches(error, signature)))
    .map(signature => `${of}: ${Object.keys(signature).join(', ')} ${String(signature.name ?? signature.code ?? signature.members ?? signature.message)}`))
  return [...idle, ...examples.filter(example => familiesOf(families, example).length === 0).map(example => `fits none: ${Object.keys(example).join(', ')}`)]
}

/** The families that an error fits, by their packages. */
export function familiesOf (families: readonly Family[], error: object): string[] {
  return families.filter(({ signatures }) => signatures.some(signature => matches(traitsOf(error), signature))).map(({ of }) => of)
}
