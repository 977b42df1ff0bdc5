import { compileErrors, validate } from '@readme/openapi-parser'
import spectral from '@stoplight/spectral-core'
import type { RulesetDefinition } from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'

/** What the parser of ReadMe finds wrong with a document. */
export async function parse (json: string): Promise<unknown> {
  const result = await validate(JSON.parse(json))
  return result.valid && result.warnings.length === 0 ? undefined : compileErrors(result)
}

/** What Spectral's rules for OpenAPI find wrong with a document, without those of taste. */
export async function rate (json: string): Promise<string[]> {
  const rater = new spectral.Spectral()
  rater.setRuleset({ extends: [rulesets.oas as RulesetDefinition], rules: Object.fromEntries(TASTE.map(rule => [rule, 'off'])) })
  return (await rater.run(json)).map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)
}

// The shop has no tags and no contact; the rest are descriptions of operations, which are the shop's as well.
const TASTE = ['info-contact', 'info-description', 'operation-description', 'operation-tags']
