import { createOrder as create } from './orval/shop'

/** Creates an order, which fails as it is told to; says what the client made of the error. */
export async function createOrder (_baseUrl: string, raise: string): Promise<{ body: unknown, narrowed: string }> {
  const response = await create({ amount: 1 }, { headers: { 'x-raise': raise } })
  if (response.status === 201) throw new Error('no error')
  const { data: error } = response
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
