import type { Family } from '../family.js'

/** A token that is there, but no good: 401. A key or an option that is no good is the fault of the service; a header that cannot be read keeps its 400. */
export const tokens: readonly Family[] = [
  { of: '@fastify/jwt', role: 'token', isUpstream: true, signatures: [{ code: /^FST_JWT_AUTHORIZATION_TOKEN_(?:INVALID|EXPIRED|UNTRUSTED)$/ }] },
  { of: 'fast-jwt', role: 'token', isUpstream: true, signatures: [{ code: /^FAST_JWT_(?!INVALID_KEY$|INVALID_OPTION$|MISSING_KEY$|KEY_FETCHING_ERROR$|SIGN_ERROR$)/ }] },
  {
    of: 'jsonwebtoken',
    role: 'token',
    isUpstream: true,
    signatures: [{ name: ['JsonWebTokenError'] }, { name: ['TokenExpiredError'], members: ['expiredAt'] }, { name: ['NotBeforeError'], members: ['date'] }]
  },
  { of: 'jose: keys that are fetched', role: 'network', signatures: [{ code: ['ERR_JWKS_TIMEOUT'] }, { code: ['ERR_JOSE_GENERIC'], message: /JSON Web Key Set HTTP response/ }] },
  {
    of: 'firebase-admin: tokens of its users',
    role: 'token',
    isUpstream: true,
    signatures: [{
      members: ['errorInfo', 'codePrefix'],
      code: /^auth\/(?:(?:id-token|session-cookie)-(?:expired|revoked)|invalid-(?:id-token|session-cookie)|argument-error)$/,
      message: /^(?:(?:Decoding|The) )?Firebase (?:ID token|session cookie) /
    }]
  },
  {
    of: 'google-auth-library: tokens of Google',
    role: 'token',
    isUpstream: true,
    signatures: [{
      message: /^(?:Token used too (?:late|early), |Wrong number of segments in token: |Invalid token signature: |No pem found for envelope: |Wrong recipient, payload audience != requiredAudience|Invalid issuer, expected one of )/,
      without: ['code']
    }]
  },
  { of: 'aws-jwt-verify: keys that are fetched', role: 'network', signatures: [{ base: 'JwtBaseError', name: ['FetchError', 'JwksNotAvailableInCacheError', 'JwksValidationError', 'AlbJwksNotExposedError'] }] },
  { of: 'aws-jwt-verify', role: 'token', isUpstream: true, signatures: [{ base: 'JwtBaseError' }] },
  {
    of: 'jose',
    role: 'token',
    isUpstream: true,
    signatures: [{
      code: [
        'ERR_JWT_EXPIRED', 'ERR_JWT_CLAIM_VALIDATION_FAILED', 'ERR_JWT_INVALID', 'ERR_JWS_INVALID', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'ERR_JWE_INVALID', 'ERR_JWE_DECRYPTION_FAILED',
        'ERR_JWKS_NO_MATCHING_KEY', 'ERR_JOSE_ALG_NOT_ALLOWED'
      ]
    }]
  }
]
