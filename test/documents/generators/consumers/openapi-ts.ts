import { client } from './openapi-ts/client.gen'
import { createOrder as create } from './openapi-ts/sdk.gen'

/** Creates an order, which fails as it is told to; says what the client made of the error. */
export async function createOrder (baseUrl: string, raise: string): Promise<{ body: unknown, narrowed: string }> {
  client.setConfig({ baseUrl })
  const { error } = await create({ body: { amount: 1 }, headers: { 'x-raise': raise } })
  if (error === undefined) throw new Error('no error')
  // @ts-expect-error -- only one of them has it
  JSON.stringify(error.fields)
  switch (error.error) {
    case 'card_declined': return { body: error, narrowed: `${error.reason} ${error.retry_after.toFixed()}` }
    case 'invalid_field_value': return { body: error, narrowed: error.fields.join() }
    case 'object_already_exists':
    case 'email_already_exists':
    case 'invalid_request':
    case 'too_many_requests':
    case 'internal_error': return { body: error, narrowed: error.code }
    default: throw new Error(`unknown ${error satisfies never}`)
  }
}
