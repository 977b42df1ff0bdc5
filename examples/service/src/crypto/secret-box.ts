import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { ApiError } from 'fastify-api-error'

const IV_BYTES = 12
const TAG_BYTES = 16

/** Keeps secrets in a database: encrypted, and bound to the place where they belong. */
export interface SecretBox {
  /** `v1.<iv>.<tag>.<ciphertext>`, each in base64url. */
  seal (secret: string, place: string): string
  /** @throws {ApiError} `crypto_error` when the text was changed, moved, or sealed with another key. */
  open (sealed: string, place: string): string
}

/**
 * A box that seals with AES-256-GCM.
 *
 * @param key - 32 bytes.
 */
export function createSecretBox (key: Buffer): SecretBox {
  return { seal, open }

  function seal (secret: string, place: string): string {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
    const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return ['v1', ...[iv, cipher.getAuthTag(), ciphertext].map(part => part.toString('base64url'))].join('.')
  }

  function open (sealed: string, place: string): string {
    const [, iv, tag, ciphertext] = sealed.split('.').map(part => Buffer.from(part, 'base64url'))
    try {
      if (iv === undefined || tag === undefined || ciphertext === undefined) throw new Error('a sealed secret does not have four parts')
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place)).setAuthTag(tag)
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
    } catch (error) {
      throw new ApiError('crypto_error', { cause: error })
    }
  }
}
