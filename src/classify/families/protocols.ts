import type { Family } from '../family.js'

/** Clients of other protocols than HTTP: directories, files, shells, mailboxes, messages. */
export const protocols: readonly Family[] = [
  {
    of: 'ldapts, ldapjs',
    role: 'network',
    signatures: [
      { base: 'ResultCodeError', members: ['code'] },
      { members: ['lde_message', 'lde_dn'] },
      { name: ['InvalidAsn1Error'] },
      { message: /^(?:Connection closed before message response was received\. Message type: .*|[A-Z][A-Za-z]+Request: Operation timed out)$/, without: ['code'] }
    ]
  },
  {
    of: 'basic-ftp',
    role: 'network',
    signatures: [
      { name: ['FTPError'], holds: { code: isReplyCode } },
      { message: /^(?:Server sent FIN packet unexpectedly, closing connection\.|Timeout \((?:control|data) socket\)|Client is closed because .*|None of the available transfer strategies work\. .*)$/s, without: ['code'] }
    ]
  },
  {
    of: 'ssh2, ssh2-sftp-client',
    role: 'network',
    signatures: [
      { holds: { level: /^(?:client-(?:socket|timeout|authentication|ssh|dns)|protocol|handshake|agent)$/ } },
      { message: /^(?:\w+: )?(?:Connection lost before handshake|Timed out while waiting for handshake|All configured authentication methods failed)$/, without: ['code'] }
    ]
  },
  {
    of: 'imapflow, imap',
    role: 'network',
    signatures: [
      { code: ['ClosedAfterConnectText', 'ClosedAfterConnectTLS', 'EConnectionClosed', 'NoConnection'] },
      { code: ['GREETING_TIMEOUT', 'CONNECT_TIMEOUT', 'UPGRADE_TIMEOUT'], members: ['details'] },
      { members: ['responseStatus', 'executedCommand'] },
      { members: ['textCode', 'source'] },
      { members: ['source'], message: /^Timed out while (?:connecting to|authenticating with) server$/ }
    ]
  },
  {
    of: 'mqtt',
    role: 'network',
    signatures: [
      { name: ['ErrorWithReasonCode', 'ErrorWithSubackPacket'] },
      { message: /^(?:Couldn't connect to server|connack timeout|client disconnecting|Keepalive timeout|Invalid header flag bits, must be .*)$/, without: ['code'] }
    ]
  },
  {
    of: 'ws, socket.io-client',
    role: 'network',
    signatures: [
      { code: /^WS_ERR_/ },
      { message: /^(?:Unexpected server response: \d{3}|Opening handshake has timed out|WebSocket was closed before the connection was established)$/, without: ['code'] },
      { holds: { type: /^TransportError$/ }, members: ['description', 'context'] }
    ]
  }
]

/** What a server of FTP answers with. */
function isReplyCode (code: unknown): boolean {
  return typeof code === 'number' && code >= 400 && code <= 599
}
