import { defineBuiltIn } from './define.js'
import { rememberBuiltIn } from './known.js'
import type { Catalog } from './catalog.js'

const groups = {
  authentication: { range: [1000, 1999], description: 'Errors between 1000 and 1999 are related to authentication.' },
  request: { range: [2000, 2999], description: 'Errors between 2000 and 2999 are related to the request.' },
  server: { range: [3000, 3999], description: 'Errors between 3000 and 3999 are related to the server.' },
  internal: { range: [4000, 4999], description: 'Errors between 4000 and 4999 are related to the internal system.' }
} as const

const fields = {
  type: 'object',
  required: ['fields'],
  properties: {
    fields: { type: 'array', items: { type: 'string' }, description: 'The fields whose values are not correct, as dotted paths.', examples: [['email', 'address.zip']] }
  }
} as const

const errors = {
  unauthorized: { code: '1000', status: 401, description: 'The request is unauthorized.' },
  invalid_token: { code: '1001', status: 401, description: 'The token is invalid.' },
  jwt_key_error: { code: '1002', status: 500, description: 'There was an error while trying to generate the JWT key.' },
  crypto_error: { code: '1003', status: 500, description: 'There was an error while trying to encrypt or decrypt the token.' },
  invalid_credentials: { code: '1004', status: 401, description: 'The credentials are invalid.' },
  old_password_invalid: { code: '1005', status: 400, description: 'The old password is invalid.' },
  wrong_authentication_system: { code: '1006', status: 401, description: 'The authentication system is not supported.' },
  not_allowed: { code: '1007', status: 403, description: 'The user is not allowed to perform the action.' },
  invalid_request: { code: '2001', status: 400, description: 'The request is invalid.' },
  object_not_found: { code: '2002', status: 404, description: 'The object was not found.' },
  object_already_exists: { code: '2003', status: 409, shared: true, description: 'The object already exists.' },
  email_already_exists: { code: '2003', status: 409, shared: true, description: 'The email already exists.' },
  invalid_email: { code: '2004', status: 400, description: 'The email is invalid.' },
  invalid_password: { code: '2005', status: 400, description: 'The password is invalid.' },
  password_confirmation_mismatch: { code: '2006', status: 400, description: 'The password confirmation does not match the password.' },
  invalid_field_value: { code: '2007', status: 400, details: fields, description: 'The value of the following fields are not correct.' },
  internal_error: { code: '3001', status: 500, description: 'There was an internal error.' },
  database_error: { code: '3002', status: 500, description: 'There was an error while trying to access the database.' },
  network_error: { code: '3003', status: 502, description: 'There was an error while trying to access the network.' },
  provider_not_supported: { code: '4001', status: 501, description: 'The provider is not supported.' },
  component_not_found: { code: '4002', status: 404, description: 'The component was not found.' },
  application_already_exists: { code: '4003', status: 409, description: 'The application already exists.' },
  application_not_deployed: { code: '4004', status: 404, description: "The application hasn't been deployed." }
} as const

/** The definitions of the built-in catalogue. */
export type DefaultErrors = typeof errors

/** The built-in catalogue: 23 errors in four groups, after `errors.md`. */
export const defaultCatalog: Catalog<DefaultErrors, undefined> = defineBuiltIn({
  groups,
  errors,
  fallback: {
    401: 'unauthorized',
    403: 'not_allowed',
    404: 'object_not_found',
    409: 'object_already_exists',
    410: 'object_not_found',
    502: 'network_error',
    504: 'network_error',
    '4xx': 'invalid_request',
    '5xx': 'internal_error'
  },
  roles: {
    validation: 'invalid_field_value',
    token: 'invalid_token',
    database: 'database_error',
    network: 'network_error'
  }
})

rememberBuiltIn(defaultCatalog)
