import type { Family } from '../family.js'

/** Search engines, vector stores and other databases that are asked over HTTP. */
export const hosted: readonly Family[] = [
  {
    of: 'meilisearch',
    role: 'database',
    isUpstream: true,
    signatures: [{ name: /^Meili[Ss]earch(?:Api|Request|RequestTimeOut|Communication|TimeOut|TaskTimeOut)Error$/ }]
  },
  { of: 'typesense', role: 'database', isUpstream: true, signatures: [{ base: 'TypesenseError', members: ['httpStatus'] }] },
  { of: 'algoliasearch', role: 'database', isUpstream: true, signatures: [{ base: 'AlgoliaError' }] },
  {
    of: 'influx, @influxdata/influxdb-client',
    role: 'database',
    isUpstream: true,
    signatures: [
      { name: ['HttpError'], members: ['statusCode', 'statusMessage', 'contentType'] },
      { name: ['RequestTimedOutError'], message: /^Request timed out$/ },
      { name: ['AbortError'], message: /^Response aborted$/ },
      { name: ['ServiceNotAvailableError'], message: /^(?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout|No host available|Request timed out)$/ }
    ]
  },
  { of: '@azure/cosmos', role: 'database', isUpstream: true, signatures: [{ members: ['code', 'activityId', 'diagnostics'] }] },
  { of: 'rethinkdb', role: 'database', signatures: [{ base: 'ReqlError' }] },
  { of: '@supabase/postgrest-js', role: 'database', isUpstream: true, signatures: [{ name: ['PostgrestError'], members: ['details', 'hint', 'code'] }] },
  { of: '@upstash/redis', role: 'database', isUpstream: true, signatures: [{ name: ['UpstashError'] }] },
  { of: 'pocketbase', role: 'database', isUpstream: true, signatures: [{ members: ['url', 'status', 'response', 'isAbort'] }] },
  { of: '@qdrant/js-client-rest', role: 'database', isUpstream: true, signatures: [{ name: /^QdrantClient(?:ResourceExhausted|UnexpectedResponse|Timeout)Error$/ }, { base: 'ApiError', members: ['url', 'status', 'statusText', 'data'] }] },
  { of: '@pinecone-database/pinecone', role: 'database', isUpstream: true, signatures: [{ base: 'BasePineconeError', name: /^Pinecone(?!Argument|Configuration|EnvironmentVars)[A-Za-z]+Error$/ }] },
  { of: 'chromadb', role: 'database', isUpstream: true, signatures: [{ name: /^Chroma(?:Client|Server|Connection|Unauthorized|Auth|Forbidden|NotFound|Unique|RateLimit|QuotaExceeded|ResourceExhausted)Error$/ }] }
]
