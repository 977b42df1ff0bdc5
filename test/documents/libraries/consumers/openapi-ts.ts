import { client } from './openapi-ts/client.gen'
import { getTree as get } from './openapi-ts/sdk.gen'

/** Asks for a tree, which fails as it is told to; says what the client made of the error. */
export async function getTree (baseUrl: string, raise: string): Promise<{ body: unknown, narrowed: string | undefined }> {
  client.setConfig({ baseUrl })
  const { error } = await get({ headers: { 'x-raise': raise } })
  switch (error?.error) {
    case 'tree_broken': {
      // @ts-expect-error -- that of the other error
      const { children } = error
      const speed: number | undefined = error.cause.kind === 'wind' ? error.cause.speed : children
      return { body: error, narrowed: `${error.node.children[0]?.name} ${error.node.parent?.children.length} ${error.note?.trim()} ${error.pair.length} ${error.all['root']?.name} ${speed}` }
    }
    case 'branch_cut': return { body: error, narrowed: `${error.children[0]?.parent?.name} ${error.parent?.name}` }
    default: throw new Error('another error')
  }
}
