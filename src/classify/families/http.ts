import { read } from '../../values/read.js'
import type { Family } from '../family.js'

/** Not a body: an error of a service may have one as its `response`, as those of Nest have. */
function isResponse (value: unknown): boolean {
  return typeof value !== 'object' || value === null || isEmpty(value) || ['headers', 'status'].some(member => read(value, member) !== undefined)
}

/** A whole response: nothing that a service would make of its own. */
function isWhole (value: unknown): boolean {
  const headers = read(value, 'headers')
  return typeof headers === 'object' && headers !== null && ['status', 'statusCode'].some(member => typeof read(value, member) === 'number')
}

/** A client that got no response. */
function isEmpty (value: object): boolean {
  try {
    return Object.keys(value).length === 0
  } catch {
    return false // a proxy that refuses
  }
}

/** Clients of HTTP and SDKs on top of them. What an upstream answered is not the answer of this service. */
export const http: readonly Family[] = [
  // Its statuses are made for the caller of this service.
  { of: '@fastify/reply-from, @fastify/http-proxy', role: 'network', signatures: [{ code: /^FST_REPLY_FROM_/ }, { name: ['FastifyError'], code: /^(?:UND_ERR_|ECONNRESET$)/ }] },
  { of: 'fetch', role: 'network', signatures: [{ name: ['TypeError'], message: /^(?:fetch failed|terminated)$/, members: ['cause'] }] },
  { of: 'undici: an answer with an error status', role: 'network', isUpstream: true, signatures: [{ code: ['UND_ERR_RESPONSE', 'UND_ERR_RESPONSE_STATUS_CODE'] }] },
  { of: 'undici', role: 'network', signatures: [{ code: /^UND_ERR_/ }, { name: ['HTTPParserError', 'UndiciError'] }] },
  { of: 'axios', role: 'network', isUpstream: true, signatures: [{ name: ['AxiosError'] }, { members: ['isAxiosError'] }, { members: ['__CANCEL__'] }] },
  { of: 'got', role: 'network', isUpstream: true, signatures: [{ members: ['timings', 'options', 'input'] }, { code: ['ERR_NON_2XX_3XX_RESPONSE'] }] },
  { of: 'ky', role: 'network', isUpstream: true, signatures: [{ name: ['KyError'] }, { name: ['TimeoutError'], members: ['request'], message: /^Request timed out: [A-Z]+ / }] },
  { of: 'ofetch', role: 'network', isUpstream: true, signatures: [{ name: ['FetchError'], message: /^\[[A-Z]+\] / }] },
  {
    of: 'node-fetch, cross-fetch, minipass-fetch',
    role: 'network',
    isUpstream: true,
    signatures: [{ name: ['FetchError'], holds: { type: /^(?:system|(?:request|body)-timeout|max-size|max-redirect|invalid-json|(?:invalid|unsupported|no)-redirect|aborted)$/ } }, { name: ['AbortError'], holds: { type: /^aborted$/ } }]
  },
  { of: 'bent', role: 'network', isUpstream: true, signatures: [{ members: ['statusCode', 'json', 'text', 'arrayBuffer'] }] },
  { of: 'request-promise', role: 'network', isUpstream: true, signatures: [{ name: ['RequestError'], members: ['cause', 'error', 'options', 'response'] }] },
  { of: 'needle', role: 'network', signatures: [{ message: /^Max redirects reached\. Possible loop in: /, without: ['code'] }] },
  { of: '@apollo/client, @urql/core', role: 'network', isUpstream: true, signatures: [{ members: ['graphQLErrors', 'networkError'] }, { name: ['CombinedGraphQLErrors', 'CombinedProtocolErrors'], members: ['extensions', 'errors'] }] },
  { of: '@trpc/client', role: 'network', isUpstream: true, signatures: [{ name: ['TRPCClientError'], members: ['shape', 'data', 'meta'] }] },
  { of: 'superagent', role: 'network', isUpstream: true, signatures: [{ members: ['response'], code: /^Z_/ }] },
  { of: '@hapi/wreck, simple-oauth2, @fastify/oauth2', role: 'network', isUpstream: true, signatures: [{ members: ['isBoom'], holds: { data: value => read(value, 'isResponseError') === true } }] },
  { of: '@octokit', role: 'network', isUpstream: true, signatures: [{ name: ['HttpError'], members: ['request', 'response', 'status'] }, { name: ['GraphqlResponseError'], members: ['request', 'response', 'errors'] }] },
  { of: 'stripe', role: 'network', isUpstream: true, signatures: [{ name: ['StripeError'] }, { holds: { type: /^Stripe[A-Za-z]*Error$/ }, members: ['raw'] }] },
  { of: '@aws-sdk, aws-sdk', role: 'network', isUpstream: true, signatures: [{ members: ['$metadata'] }, { members: ['requestId', 'retryable', 'time'] }, { members: ['code', 'retryable', 'time'] }] },
  { of: 'googleapis, gaxios', role: 'network', isUpstream: true, signatures: [{ name: ['GaxiosError'] }, { members: ['config', 'response'], holds: { response: isResponse } }] },
  { of: '@azure/core-rest-pipeline', role: 'network', isUpstream: true, signatures: [{ name: ['RestError'], members: ['request'] }] },
  { of: 'openai, @anthropic-ai/sdk', role: 'network', isUpstream: true, signatures: [{ members: ['status', 'headers', 'requestID'] }, { members: ['status', 'headers', 'request_id'] }] },
  { of: 'groq-sdk and others of Stainless', role: 'network', isUpstream: true, signatures: [{ base: 'APIError', members: ['status', 'headers', 'error'], without: ['statusCode'] }] },
  { of: '@slack/web-api', role: 'network', isUpstream: true, signatures: [{ code: /^slack_(?:webapi|webhook)_/ }] },
  { of: 'twilio', role: 'network', isUpstream: true, signatures: [{ name: ['RestException'], members: ['moreInfo'] }] },
  { of: '@supabase/supabase-js', role: 'network', isUpstream: true, signatures: [{ members: ['__isAuthError'] }, { members: ['__isStorageError'] }] },
  {
    // superagent, graphql-request, wretch, request-promise, @sendgrid/client and many more. Nest's exceptions have a response, too, and it is this service's.
    // Google Cloud, Snowflake, soap, what Speakeasy and Fern generate (Mistral, Cohere, Square), and others keep all of it.
    of: 'clients that keep the response with the error',
    role: 'network',
    isUpstream: true,
    signatures: [
      { members: ['request', 'response'], without: ['getStatus'], holds: { response: isResponse } },
      { members: ['status', 'response'], without: ['getStatus', 'options'], holds: { response: isResponse } },
      { members: ['statusCode', 'response'], without: ['getStatus'], holds: { response: isResponse } },
      { name: ['ResponseError'], members: ['response'], holds: { response: isResponse } },
      { without: ['getStatus'], holds: { response: isWhole } },
      { holds: { rawResponse: isWhole } },
      { holds: { res: isWhole } }
    ]
  }
]
