import { read } from '../../values/read.js'
import type { Family } from '../family.js'

/** A URL with its host: that of another service. */
const isAbsolute = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\//i.test(value.slice(0, 10))

/** SDKs of services, by what they make of an answer with an error status. */
export const sdks: readonly Family[] = [
  {
    of: 'firebase-admin',
    role: 'network',
    isUpstream: true,
    signatures: [{ members: ['errorInfo', 'codePrefix'], code: /^[a-z-]+\/(?:network-(?:error|timeout)|internal-error|quota-exceeded|server-unavailable|message-rate-exceeded|device-message-rate-exceeded|topics-message-rate-exceeded|unknown-error)$/ }]
  },
  {
    of: '@azure/identity',
    role: 'network',
    isUpstream: true,
    signatures: [{ name: ['CredentialUnavailableError', 'AggregateAuthenticationError'] }, { name: ['AuthenticationError'], members: ['errorResponse'] }]
  },
  {
    of: 'ai (AI SDK)',
    role: 'network',
    isUpstream: true,
    signatures: [{ name: /^AI_(?:APICall|EmptyResponseBody|InvalidResponseData|JSONParse|NoContentGenerated|Retry)Error$/ }]
  },
  {
    of: '@google/generative-ai, @google/genai',
    role: 'network',
    isUpstream: true,
    signatures: [
      { name: ['GoogleGenerativeAIFetchError', 'GoogleGenerativeAIResponseError'] },
      { name: ['GoogleGenerativeAIError'], message: /: Error fetching from / },
      { name: ['ApiError'], members: ['status'], message: /^\{"error":\{/ }
    ]
  },
  { of: 'ollama', role: 'network', isUpstream: true, signatures: [{ name: ['ResponseError'], members: ['error', 'status_code'] }] },
  { of: 'clients of the OpenAPI Generator (@hubspot/api-client, @kubernetes/client-node)', role: 'network', isUpstream: true, signatures: [{ name: ['ApiException'], members: ['code', 'body', 'headers'] }] },
  { of: 'contentful', role: 'network', isUpstream: true, signatures: [{ name: /^\d{3} [A-Z]/, message: /^\{\s*"status": \d{3},\s*"statusText": / }] },
  { of: 'postmark', role: 'network', isUpstream: true, signatures: [{ base: 'PostmarkError', members: ['statusCode'] }] },
  { of: 'mailgun.js', role: 'network', isUpstream: true, signatures: [{ holds: { type: /^MailgunAPIError$/ } }] },
  { of: '@notionhq/client', role: 'network', isUpstream: true, signatures: [{ code: /^notionhq_client_/ }] },
  { of: 'soap', role: 'network', isUpstream: true, signatures: [{ message: /^Invalid WSDL URL: .*\s+Code: \d{3}/, without: ['code'] }] },
  { of: 'pusher', role: 'network', isUpstream: true, signatures: [{ name: ['PusherRequestError'] }] },
  {
    of: 'discord.js',
    role: 'network',
    isUpstream: true,
    signatures: [{ members: ['rawError', 'requestBody', 'status'] }, { members: ['requestBody', 'status', 'method'], holds: { url: isAbsolute } }, { members: ['timeToReset', 'route', 'majorParameter'] }]
  },
  { of: 'grammy, telegraf', role: 'network', isUpstream: true, signatures: [{ members: ['method', 'payload', 'error_code'] }, { name: ['TelegramError'], members: ['on', 'response'] }] },
  { of: 'node-vault', role: 'network', isUpstream: true, signatures: [{ base: 'VaultError', members: ['response'], holds: { response: value => typeof read(value, 'statusCode') === 'number' } }] },
  { of: 'dockerode', role: 'network', isUpstream: true, signatures: [{ members: ['reason', 'statusCode'], message: /^\(HTTP code \d{3}\) / }] },
  { of: 'oauth4webapi, openid-client', role: 'network', isUpstream: true, signatures: [{ code: /^OAUTH_(?:TIMEOUT|PARSE_ERROR|RESPONSE_[A-Z_]+|INVALID_RESPONSE|WWW_AUTHENTICATE_CHALLENGE)$/ }, { name: ['OPError'], members: ['error'] }] }
]
