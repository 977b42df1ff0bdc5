import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ApiError } from 'fastify-api-error'

/** The key pair of tokens, in PEM. */
export interface SigningKey {
  readonly privateKey: string
  readonly publicKey: string
}

/** Gives the key of the moment: it may be replaced while the service runs. */
export type SigningKeySource = () => Promise<SigningKey>

/**
 * The key from a PEM file, read again for each use, so that it can be rotated without a restart; without
 * a file, a key that lives as long as the service.
 *
 * A file that is gone or broken is the error `jwt_key_error`.
 */
export function createSigningKeySource (file: string | undefined): SigningKeySource {
  if (file === undefined) {
    const key = generateSigningKey()
    return async () => key
  }
  let pem: string | undefined
  let key: SigningKey | undefined
  return async function readSigningKey () {
    try {
      const found = await readFile(file, 'utf8')
      if (key === undefined || found !== pem) [pem, key] = [found, parseSigningKey(found)]
      return key
    } catch (error) {
      throw new ApiError('jwt_key_error', { cause: error })
    }
  }
}

/**
 * The key pair of a private key.
 *
 * @param pem - A private key on the curve P-256, which is what ES256 signs with.
 * @throws {Error} when it is anything else.
 */
export function parseSigningKey (pem: string): SigningKey {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error(`the key is not one of the curve P-256 but ${key.asymmetricKeyType}`)
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
  }
}

function generateSigningKey (): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return parseSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}
