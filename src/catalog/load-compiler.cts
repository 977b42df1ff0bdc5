/**
 * Fastify's compiler of validators, Ajv in it, loaded when it is asked for: importing this package must not cost what it
 * costs. A CommonJS module, since bundlers follow its `require`, and not one of `createRequire`.
 */
const loadCompiler = (): unknown => require('@fastify/ajv-compiler') as unknown

export = loadCompiler
