/**
 * The type of the values that a schema describes, whichever library made it. Nothing of a library is needed for it:
 * Standard Schemas and those of `@sinclair/typebox` 0.34 say their type, the others are JSON Schemas, as types too.
 */
export type ValueOf<Schema> =
  Schema extends { readonly '~standard': { readonly types?: infer Types } } ? OutputOf<Types>
    : Schema extends { readonly static: infer Value } ? Value
      : JsonValueOf<Schema, Schema>

type OutputOf<Types> = NonNullable<Types> extends { readonly output: infer Output } ? Output : unknown

/** The type of a JSON Schema with literal types, those of `typebox` 1 among them. `Root` is where references lead. */
type JsonValueOf<S, Root> =
  S extends { readonly '~unsafe': infer Value } ? Value
    : S extends { readonly nullable: true } ? JsonValueOf<Omit<S, 'nullable'>, Root> | null
      : S extends { readonly $ref: infer Ref } ? JsonValueOf<TargetOf<Ref, RootOf<S, Root>>, RootOf<S, Root>>
        : S extends { readonly const: infer Value } ? Value
          : S extends { readonly enum: readonly (infer Value)[] } ? Value
            : S extends { readonly anyOf: readonly (infer Either)[] } ? EachOf<Either, Root>
              : S extends { readonly oneOf: readonly (infer Either)[] } ? EachOf<Either, Root>
                : S extends { readonly allOf: infer Parts } ? Flat<AllOf<Parts, Root>>
                  : S extends { readonly not: {} } ? S extends { readonly '~kind': 'Never' } ? never : unknown
                    : S extends { readonly type: infer Type } ? TypeOf<Type, S, Root>
                      : unknown

type EachOf<Either, Root> = Either extends unknown ? JsonValueOf<Either, Root> : never

type AllOf<Parts, Root> = Parts extends readonly [infer First, ...infer Rest] ? JsonValueOf<First, Root> & AllOf<Rest, Root> : unknown

/** Of several types, each. */
type TypeOf<Type, S, Root> = Type extends readonly (infer One)[] ? One extends unknown ? TypeOf<One, S, Root> : never
  : Type extends 'string' ? string
    : Type extends 'number' | 'integer' ? number
      : Type extends 'boolean' ? boolean
        : Type extends 'null' ? null
          : Type extends 'array' ? ArrayOf<S, Root>
            : Type extends 'object' ? ObjectOf<S, Root> : unknown

type ArrayOf<S, Root> =
  S extends { readonly prefixItems: infer Items extends readonly unknown[] } ? TupleOf<Items, S extends { readonly items: infer More } ? More : {}, Root>
    : S extends { readonly items: infer Items }
      ? Items extends readonly unknown[] ? TupleOf<Items, S extends { readonly additionalItems: infer More } ? More : {}, Root> : Array<JsonValueOf<Items, Root>>
      : unknown[]

type TupleOf<Items extends readonly unknown[], More, Root> =
  [...{ -readonly [I in keyof Items]: JsonValueOf<Items[I], Root> }, ...More extends false ? [] : Array<JsonValueOf<More, Root>>]

type ObjectOf<S, Root> = S extends { readonly properties: infer Properties } ? Flat<MembersOf<Properties, RequiredIn<S>, Root>> : RecordOf<S, Root>

type MembersOf<Properties, Required, Root> =
  & { -readonly [Name in keyof Properties as Name extends Required ? Name : never]: JsonValueOf<Properties[Name], Root> }
  & { -readonly [Name in keyof Properties as Name extends Required ? never : Name]?: JsonValueOf<Properties[Name], Root> }

type RequiredIn<S> = S extends { readonly required: readonly (infer Name)[] } ? Name : never

type RecordOf<S, Root> =
  S extends { readonly patternProperties: infer Values } ? { [name: string]: JsonValueOf<Values[keyof Values], Root> }
    : S extends { readonly additionalProperties: infer Value extends object } ? { [name: string]: JsonValueOf<Value, Root> }
      : { [name: string]: unknown }

/** What a reference leads to: `#`, `#/$defs/Node`, or a name, as TypeBox writes it. */
type TargetOf<Ref, Root> =
  Ref extends '#' ? Root
    : Ref extends `#/$defs/${infer Name}` | `#/definitions/${infer Name}` ? DefinitionOf<Name, Root>
      : DefinitionOf<Ref, Root>

type DefinitionOf<Name, Root> =
  Root extends { readonly $defs: infer Definitions } ? Name extends keyof Definitions ? Definitions[Name] : unknown
    : Root extends { readonly definitions: infer Definitions } ? Name extends keyof Definitions ? Definitions[Name] : unknown
      : unknown

/** A schema of TypeBox brings its own definitions along. */
type RootOf<S, Root> = S extends { readonly $defs: unknown } ? S : Root

/** One object type of several. `infer`, since compilers would show the alias in messages, with the whole schema in it. */
export type Flat<T> = T extends infer All ? { [K in keyof All]: All[K] } : never
