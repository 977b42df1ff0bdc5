import type { Family } from '../family.js'

/** Drivers of databases that do not speak SQL, of caches and of search engines. */
export const stores: readonly Family[] = [
  {
    of: 'mongodb',
    role: 'database',
    signatures: [
      { name: /^Mongo[A-Z][A-Za-z]*Error$/, members: ['hasErrorLabel'] },
      { name: /^Mongo[A-Z][A-Za-z]*Error$/, members: ['errorLabelSet'] },
      { name: /^Mongo(?:Server|Network|NetworkTimeout|ServerSelection|BulkWrite|WriteConcern|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WaitQueueTimeout|CursorExhausted|ExpiredSession|OperationTimeout|Transaction|System|Runtime)Error$/ }
    ]
  },
  { of: 'mongoose', role: 'database', signatures: [{ name: ['MongooseServerSelectionError'] }, { name: ['MongooseError'], message: / buffering timed out after \d+ms$/ }] },
  {
    of: 'ioredis, iovalkey, redis',
    role: 'database',
    signatures: [
      { name: ['RedisError', 'MaxRetriesPerRequestError', 'ClusterAllFailedError', 'ErrorReply', 'SocketClosedUnexpectedlyError', 'DisconnectsClientError', 'RootNodesUnavailableError', 'ReconnectStrategyError'] },
      { name: ['ReplyError'], members: ['command'] },
      { name: ['WatchError'], message: /^One \(or more\) of the watched keys has been changed$/ },
      { name: ['ClientClosedError', 'ClientOfflineError', 'ConnectionTimeoutError', 'SocketTimeoutError'], message: /^(?:The client is (?:closed|offline)|Connection timeout|Socket timeout timeout\. .*)$/ },
      { message: /^(?:Connection is closed\.|Command timed out|Stream isn't writeable and enableOfflineQueue options is false|None of startup nodes is available|All sentinels are unreachable(?: and retry is disabled)?\. .*)$/, without: ['code'] }
    ]
  },
  {
    of: '@elastic/elasticsearch, @opensearch-project/opensearch',
    role: 'database',
    isUpstream: true,
    signatures: [{ name: ['ElasticsearchClientError', 'OpenSearchClientError'] }]
  },
  {
    of: 'cassandra-driver',
    role: 'database',
    signatures: [{ base: 'DriverError', name: ['NoHostAvailableError', 'ResponseError', 'OperationTimedOutError', 'BusyConnectionError', 'AuthenticationError', 'DriverInternalError'], members: ['info'] }]
  },
  { of: 'neo4j-driver', role: 'database', signatures: [{ name: ['Neo4jError'] }, { members: ['gqlStatus', 'gqlStatusDescription'] }] },
  {
    of: '@aws-sdk/client-dynamodb',
    role: 'database',
    isUpstream: true,
    signatures: [
      { name: ['DynamoDBServiceException'] },
      { name: ['ConditionalCheckFailedException', 'ProvisionedThroughputExceededException', 'TransactionCanceledException', 'TransactionConflictException'], members: ['$metadata'] }
    ]
  },
  { of: 'memcached', role: 'database', signatures: [{ members: ['notStored'] }, { message: /^cannot increment or decrement non-numeric value$/, without: ['code'] }] },
  { of: 'memjs', role: 'database', signatures: [{ message: /^socket timed out (?:waiting on response|connecting to server)\.$/, without: ['code'] }] },
  { of: 'nano (CouchDB)', role: 'database', isUpstream: true, signatures: [{ members: ['scope', 'errid'] }, { message: /^error happened in your connection\. Reason: /, without: ['code'] }] },
  { of: 'arangojs', role: 'database', isUpstream: true, signatures: [{ members: ['isArangoError'] }] }
]
