import jwt from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import type { Config } from '../config.js'
import { createSigningKeySource } from './signing-key.js'

/** `reply.jwtSign` and `request.jwtVerify`, with the key of the moment. */
export const tokens = fp(async function tokens (app: FastifyInstance, { jwtKeyFile, tokenSeconds }: Pick<Config, 'jwtKeyFile' | 'tokenSeconds'>) {
  const getKey = createSigningKeySource(jwtKeyFile)
  await app.register(jwt, {
    secret: {
      private: async () => (await getKey()).privateKey,
      public: async () => (await getKey()).publicKey
    },
    sign: { algorithm: 'ES256', expiresIn: tokenSeconds },
    verify: { algorithms: ['ES256'] }
  })
})
