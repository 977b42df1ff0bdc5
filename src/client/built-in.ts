import type { DefaultErrors } from '../catalog/default.js'
import type { ErrorTable } from './types.js'

/** The errors of the built-in catalogue. A test holds it to the catalogue, which is too big to take along. */
export const builtIn: ErrorTable<DefaultErrors> = {
  unauthorized: '1000',
  invalid_token: '1001',
  jwt_key_error: '1002',
  crypto_error: '1003',
  invalid_credentials: '1004',
  old_password_invalid: '1005',
  wrong_authentication_system: '1006',
  not_allowed: '1007',
  invalid_request: '2001',
  object_not_found: '2002',
  object_already_exists: '2003',
  email_already_exists: '2003',
  invalid_email: '2004',
  invalid_password: '2005',
  password_confirmation_mismatch: '2006',
  invalid_field_value: { code: '2007', details: { fields: 'Array' } },
  internal_error: '3001',
  database_error: '3002',
  network_error: '3003',
  provider_not_supported: '4001',
  component_not_found: '4002',
  application_already_exists: '4003',
  application_not_deployed: '4004'
}
