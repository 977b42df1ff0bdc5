import { closedOrigin, listen } from '../ask.js'
import { SECRET } from '../service.js'

export default {
  name: '@fastify/oauth2',
  failures: 'what the provider refuses, or a provider that is down: 502 `network_error`; a wrong state 500 `internal_error`',
  needs: '`classify` for "Invalid state", which is an `Error` without a status',
  async setUp () {
    const provider = await listen((_request, response) => { response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: SECRET })) })
    return { provider: provider.origin, down: await closedOrigin(), close: provider.close }
  },
  async register (fastify, { provider, down }) {
    const { default: oauth2 } = await import('@fastify/oauth2')
    for (const [name, tokenHost] of [['refusing', provider], ['down', down]]) {
      await fastify.register(oauth2, {
        name,
        credentials: { client: { id: 'id', secret: 'secret' }, auth: { tokenHost, tokenPath: '/token', authorizePath: '/authorize' } },
        startRedirectPath: `/start/${name}`,
        callbackUri: 'http://localhost/callback',
        redirectStateCookieName: `state-${name}`,
        verifierCookieName: `verifier-${name}`
      })
    }
  },
  routes (fastify) {
    for (const name of ['refusing', 'down']) {
      fastify.get(`/callback/${name}`, async request => await fastify[name].getAccessTokenFromAuthorizationCodeFlow(request))
    }
  },
  cases: [
    { ask: 'GET /callback/refusing?code=1&state=2', status: 500, error: 'internal_error' },
    { ask: 'GET /callback/refusing?code=1&state=2', headers: { cookie: 'state-refusing=2' }, status: 502, error: 'network_error', alone: 500 },
    { ask: 'GET /callback/down?code=1&state=2', headers: { cookie: 'state-down=2' }, status: 502, error: 'network_error', alone: 500 }
  ]
}
