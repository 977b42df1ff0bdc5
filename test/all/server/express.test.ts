import type http from 'node:http'
import express from '@fastify/express'
import t from 'tap'
import apiError from '../../../src/index.js'
import { CONFIGURATIONS, create } from '../../wire/table.js'

t.test('Express changes the prototype of responses, and they keep their guard', async t => {
  for (const first of ['express', 'the plugin']) {
    for (const configuration of CONFIGURATIONS) {
      const fastify = create({}, configuration)
      if (first === 'the plugin') await fastify.register(apiError)
      await fastify.register(express)
      if (first === 'express') await fastify.register(apiError)
      fastify.use('/middleware', ((_request: unknown, response: http.ServerResponse) => { response.statusCode = 403; response.end('secret') }) as never)
      fastify.use('/sent', ((_request: unknown, response: { status: (code: number) => { send: (body: string) => void } }) => { response.status(404).send('secret') }) as never)
      fastify.use('/failed', ((_request: unknown, _response: unknown, next: (error: Error) => void) => { next(new Error('secret')) }) as never)
      fastify.get('/route', async () => { throw new Error('secret') })
      fastify.get('/ok', async () => 'ok')
      await fastify.listen({ port: 0, host: '127.0.0.1' })
      const expected = { '/middleware': 403, '/sent': 404, '/failed': 500, '/route': 500 }
      for (const [path, status] of Object.entries(expected)) {
        const response = await fetch(fastify.listeningOrigin + path)
        const body = await response.text()
        t.equal(response.status, status, `${path}, ${first} first, ${configuration}`)
        t.match(body, /^\{"code":"\d+","error":"[a-z_]+"\}$/, path)
      }
      t.equal(await (await fetch(`${fastify.listeningOrigin}/ok`)).text(), 'ok')
      await fastify.close()
    }
  }
})
