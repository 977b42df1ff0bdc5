import { build, memoryStorage } from '@kubb/core'
import { pluginClient } from '@kubb/plugin-client'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'

/** Has kubb write a client: its command is a package of its own, and does no more. */
export async function kubb (folder: string): Promise<void> {
  const { error } = await build({
    config: {
      root: folder,
      input: { path: './openapi.json' },
      output: { path: './kubb', format: false, lint: false, storage: memoryStorage() }, // its storage of files (4.39) writes a second copy into the working directory
      plugins: [
        pluginOas({ generators: [], validate: false }),
        pluginTs({ output: { path: 'types.ts' } }),
        pluginClient({ output: { path: 'client.ts' }, client: 'fetch', dataReturnType: 'full', bundle: true })
      ]
    }
  })
  if (error !== undefined) throw error
}
