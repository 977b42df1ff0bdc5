import nodeModule = require('node:module')

/**
 * Fastify's compiler of validators, Ajv in it, loaded when it is asked for: importing this package must not cost what it
 * costs. A CommonJS module, since bundlers follow its `require`, and not one of `createRequire`.
 */
function loadCompiler (): unknown {
  try {
    return require('@fastify/ajv-compiler') as unknown
  } catch {
    return loadFromFastify()
  }
}

/** Where a package finds only what it asks for itself (pnpm, Yarn's Plug'n'Play), Fastify finds it. */
function loadFromFastify (): unknown {
  try {
    const fastify = nodeModule.createRequire(__filename).resolve('fastify')
    return nodeModule.createRequire(fastify)('@fastify/ajv-compiler') as unknown
  } catch (cause) {
    throw Object.assign(new Error('API_ERROR_NO_FASTIFY: details are checked with what Fastify brings, and fastify is not installed; npm install fastify', { cause }), { code: 'API_ERROR_NO_FASTIFY' })
  }
}

export = loadCompiler
