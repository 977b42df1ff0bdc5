import type { Family } from '../family.js'

/** Clients of brokers, of mail and of remote procedures. */
export const services: readonly Family[] = [
  {
    of: '@grpc/grpc-js, google-gax',
    role: 'network',
    isUpstream: true,
    signatures: [{ code: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], members: ['details', 'metadata'] }, { name: ['ConnectError'], members: ['rawMessage'] }]
  },
  {
    of: 'nodemailer',
    role: 'network',
    signatures: [{ code: ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EREQUIRETLS', 'EPROTOCOL', 'EAUTH', 'EOAUTH2', 'EENVELOPE', 'EMESSAGE', 'ESTREAM', 'EPROXY'], members: ['command'] }]
  },
  { of: 'kafkajs', role: 'network', signatures: [{ name: /^KafkaJS[A-Za-z]*$/, members: ['retriable'] }] },
  {
    of: 'amqplib',
    role: 'network',
    signatures: [
      { members: ['classId', 'methodId'] },
      { members: ['stackAtStateChange'], name: ['IllegalOperationError'] },
      {
        without: ['code'],
        message: /^(?:Frame size \d+ exceeds |Socket closed abruptly |Expected \w+; got |Handshake terminated by server|Channel closed by server|Channel closed by broker|Connection closed: \d+ |Channel ended, no reply |Unexpected close$|Heartbeat timeout$|Invalid frame$|Operation failed: )/
      }
    ]
  },
  {
    of: 'nats, @nats-io/transport-node',
    role: 'network',
    signatures: [
      { name: ['NatsError'], members: ['chainedError'] },
      { name: ['NatsError'], code: /./ },
      { name: ['NoRespondersError', 'NoResponders'], members: ['subject'] },
      { name: ['AuthorizationError', 'UserAuthenticationExpiredError'], message: /^(?:Authorization Violation|User Authentication Expired)$/i },
      { name: ['PermissionViolationError'], members: ['operation', 'subject'] },
      { name: ['ClosedConnectionError', 'DrainingConnectionError'], message: /^(?:closed connection|connection draining)$/i },
      { name: ['JetStreamApiError'] }
    ]
  }
]
