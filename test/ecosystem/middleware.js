import { listen } from './ask.js'
import { SECRET } from './service.js'

// Middleware of the connect style, as @fastify/middie and @fastify/express run it.

export async function setUp () {
  const upstream = await listen((_request, response) => { response.writeHead(404, { 'content-type': 'text/html' }).end(`<p>${SECRET}`) })
  return { upstream: upstream.origin, close: upstream.close }
}

export async function useMiddleware (fastify, { upstream }) {
  const { createProxyMiddleware } = await import('http-proxy-middleware')
  const { default: httpProxy } = await import('http-proxy')
  const proxy = httpProxy.createProxyServer({ target: upstream })
  fastify.use('/refuses', (_request, response) => {
    response.statusCode = 401
    response.setHeader('www-authenticate', 'Bearer')
    response.end(SECRET)
  })
  fastify.use('/passes', (_request, _response, next) => { next(Object.assign(new Error(SECRET), { statusCode: 409 })) })
  fastify.use('/fails', (_request, _response, next) => { next(new Error(SECRET)) })
  fastify.use('/http-proxy', (request, response) => { proxy.web(request, response) })
  fastify.use('/proxy-middleware', createProxyMiddleware({ target: upstream }))
}

export const middlewareCases = [
  { ask: 'GET /refuses', status: 401, error: 'unauthorized', keeps: ['www-authenticate'] },
  { ask: 'GET /fails', status: 500, error: 'internal_error' },
  { ask: 'GET /http-proxy', status: 404, error: 'object_not_found' },
  { ask: 'GET /proxy-middleware', status: 404, error: 'object_not_found' }
]
