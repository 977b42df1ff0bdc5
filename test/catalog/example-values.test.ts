import { FormatRegistry, Type } from '@sinclair/typebox'
import { Check } from '@sinclair/typebox/value'
import { isIPv4, isIPv6 } from 'node:net'
import { test } from 'tap'
import { z } from 'zod'
import { exampleNumber, exampleText, untellingText } from '../../src/catalog/example-values.js'
import { readSchema } from '../../src/catalog/read-schema.js'

const TEXTS: ReadonlyArray<readonly [schema: object, texts: ReadonlyArray<string | undefined>]> = [
  [{}, ['string', 'string2', 'string3']],
  [{ minLength: 8 }, ['stringst', 'strings2']],
  [{ maxLength: 2 }, ['st', 's2']],
  [{ maxLength: 1 }, ['s', '2']],
  [{ format: 'unheard-of' }, ['string']],
  [{ format: 'date-time' }, ['2026-01-31T12:00:00Z', '2026-02-01T12:00:00Z']],
  [{ format: 'date' }, ['2026-01-31', '2026-02-01']],
  [{ format: 'date', minLength: 11 }, [undefined]],
  [{ format: 'time' }, ['12:00:00Z', '12:00:01Z']],
  [{ format: 'duration' }, ['PT1M', 'PT2M']],
  [{ format: 'email' }, ['ada@example.com', 'ada2@example.com']],
  [{ format: 'email', maxLength: 10 }, ['a@b.co', 'a2@b.co']],
  [{ format: 'email', maxLength: 5 }, [undefined]],
  [{ format: 'email', minLength: 18 }, ['aaaada@example.com']],
  [{ format: 'email', minLength: 8, maxLength: 8 }, ['aaa@b.co']],
  [{ format: 'hostname' }, ['example.com', 'example2.com']],
  [{ format: 'hostname', minLength: 13 }, ['aaexample.com']],
  [{ format: 'ipv4' }, ['192.0.2.1', '192.0.2.2']],
  [{ format: 'ipv6', maxLength: 4 }, ['::1', '::2']],
  [{ format: 'ipv6' }, ['2001:db8::1']],
  [{ format: 'uri' }, ['https://example.com/', 'https://example.com/2']],
  [{ format: 'uri', minLength: 23 }, ['https://example.com/aaa']],
  [{ format: 'uri', maxLength: 6 }, ['urn:a', 'urn:a2']],
  [{ format: 'uri-reference' }, ['/path', '/path2']],
  [{ format: 'uri-reference', maxLength: 2 }, ['/', '/2']],
  [{ format: 'uuid' }, ['123e4567-e89b-42d3-a456-426614174000', '123e4567-e89b-42d3-a456-426614174001']],
  [{ format: 'uuid', maxLength: 20 }, [undefined]],
  [{ format: 'uuid', pattern: '-7[0-9a-f]{3}-' }, ['123e4567-e89b-72d3-a456-426614174000']],
  [{ format: 'date-time', pattern: '\\.\\d{3}Z$' }, ['2026-01-31T12:00:00.000Z']],
  [{ pattern: 'T\\d\\d:\\d\\d:\\d\\d$' }, ['2026-01-31T12:00:00', '2026-02-01T12:00:00']],
  [{ pattern: '^\\d\\d:\\d\\d$' }, ['12:00', '12:01']],
  [{ pattern: '^[a-z]+$' }, ['string']],
  [{ pattern: '^x' }, [undefined]],
  [{ pattern: '(' }, [undefined]],
  [{ format: 'email', pattern: '^x' }, [undefined]]
]

for (const [schema, texts] of TEXTS) {
  test(`exampleText: ${JSON.stringify(schema)}`, t => {
    t.strictSame(texts.map((_, index) => exampleText(schema as never, index)), texts)
    t.end()
  })
}

// z.…() of the version that is installed says what fits.
for (const [name, schema] of Object.entries({
  cidrv4: z.cidrv4(), cidrv6: z.cidrv6(), base64: z.base64(), base64url: z.base64url(), jwt: z.jwt(), e164: z.e164(), emoji: z.emoji(), hex: z.hex(), nanoid: z.nanoid(), cuid: z.cuid(), cuid2: z.cuid2(), ulid: z.ulid(), uuidv7: z.uuidv7(), 'iso.time': z.iso.time(), 'iso.datetime': z.iso.datetime({ precision: 3 })
})) {
  test(`exampleText knows texts of z.${name}()`, t => {
    const { properties } = readSchema(z.object({ value: schema }), 'details', 'kind').schema as { properties: { value: object } }
    const texts = [0, 1, 2].map(index => exampleText(properties.value as never, index))
    for (const text of texts) t.ok(schema.safeParse(text).success, String(text))
    t.equal(new Set(texts).size, 3)
    t.end()
  })
}

test('exampleText makes addresses that are some', t => {
  for (const index of [0, 1, 15]) {
    t.ok(isIPv4(String(exampleText({ format: 'ipv4' }, index))))
    t.ok(isIPv6(String(exampleText({ format: 'ipv6' }, index))))
    t.ok(URL.canParse(String(exampleText({ format: 'uri' }, index))))
  }
  t.notOk(FormatRegistry.Has('ipv4'))
  t.end()
})

const NUMBERS: ReadonlyArray<readonly [schema: object, numbers: readonly number[]]> = [
  [{}, [0, 1, 2]],
  [{ minimum: 3 }, [3, 4]],
  [{ minimum: -3 }, [0]],
  [{ minimum: 0 }, [0]],
  [{ maximum: 0 }, [0, -1]],
  [{ maximum: -3 }, [-3, -4]],
  [{ minimum: 0.5 }, [0.5]],
  [{ exclusiveMinimum: 0 }, [1, 2]],
  [{ exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0.5]],
  [{ exclusiveMinimum: 2, maximum: 3 }, [2.5]],
  [{ exclusiveMaximum: 0 }, [-1, -2]],
  [{ exclusiveMaximum: -2, exclusiveMinimum: -3 }, [-2.5]],
  [{ minimum: 5, exclusiveMinimum: 1 }, [5]],
  [{ minimum: 1, exclusiveMinimum: 1 }, [2]],
  [{ multipleOf: 5, minimum: 7 }, [10, 15]],
  [{ multipleOf: 5, exclusiveMinimum: 10 }, [15]],
  [{ multipleOf: 5, exclusiveMaximum: 0 }, [-5]],
  [{ multipleOf: 0.5, exclusiveMinimum: 0 }, [0.5, 1]]
]

for (const [schema, numbers] of NUMBERS) {
  test(`exampleNumber: ${JSON.stringify(schema)}`, t => {
    t.strictSame(numbers.map((_, index) => exampleNumber({ type: 'number', ...schema }, index)), numbers)
    for (const number of numbers) t.ok(Check(Type.Number(schema), number))
    t.end()
  })
}

test('exampleNumber gives integers where the schema asks for them', t => {
  for (const [schema, number] of [[{ minimum: 0.5 }, 1], [{ exclusiveMinimum: 1 }, 2], [{ maximum: -0.5 }, -1], [{ exclusiveMinimum: 0.5, exclusiveMaximum: 1.5 }, 1]] as const) {
    t.equal(exampleNumber({ type: 'integer', ...schema }), number)
    t.ok(Check(Type.Integer(schema), number))
  }
  t.end()
})

const UNTELLING: ReadonlyArray<readonly [schema: object, keyword: string | undefined]> = [
  [{}, undefined],
  [{ maxLength: 3 }, undefined],
  [{ format: 'email' }, undefined],
  [{ format: 'uuid', pattern: '^[0-9a-f-]+$' }, undefined], // libraries write both
  [{ format: 'uuid', maxLength: 9 }, 'format "uuid" of that length'],
  [{ format: 'uuid', pattern: '^x' }, 'pattern "^x"'],
  [{ format: 'iban' }, 'format "iban"'],
  [{ format: 'constructor' }, 'format "constructor"'],
  [{ format: 'iban', pattern: '^DE' }, 'pattern "^DE"'],
  [{ pattern: '^[a-z]+$' }, 'pattern "^[a-z]+$"'] // "string" fits, and says nothing
]

for (const [schema, keyword] of UNTELLING) {
  test(`untellingText: ${JSON.stringify(schema)}`, t => {
    t.equal(untellingText({ type: 'string', ...schema }), keyword)
    t.end()
  })
}
