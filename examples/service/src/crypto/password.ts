import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

// scrypt with N = 2^15, r = 8, p = 1: 32 MB and about a tenth of a second for each attempt.
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const LENGTH = 32

/** A password as it is stored: `scrypt$<salt>$<hash>`, both in base64url. */
export async function hashPassword (password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt)
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/**
 * True if the password is the one that was stored.
 *
 * @throws {Error} when what was stored is no hash of ours: an accident that no client can do anything about.
 */
export async function verifyPassword (password: string, stored: string): Promise<boolean> {
  const [scheme, salt = '', hash = ''] = stored.split('$')
  const expected = Buffer.from(hash, 'base64url')
  if (scheme !== 'scrypt' || expected.length !== LENGTH) throw new Error(`a stored password hash is of the unknown scheme "${scheme}"`)
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url')), expected)
}

function derive (password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, LENGTH, COST, (error, key) => { error === null ? resolve(key) : reject(error) })
  })
}
