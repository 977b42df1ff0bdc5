import t from 'tap'
import { describesBody } from '../../src/catalog/body-headers.js'

t.test('describesBody knows the headers that belong to a body', async t => {
  for (const name of ['content-type', 'content-length', 'content-encoding', 'content-disposition', 'content-language', 'content-location', 'content-md5', 'content-range', 'content-digest', 'repr-digest', 'digest', 'transfer-encoding', 'trailer', 'etag', 'last-modified', 'accept-ranges']) t.ok(describesBody(name), name)
  for (const name of ['retry-after', 'www-authenticate', 'vary', 'Content-Type']) t.notOk(describesBody(name), name)
})
