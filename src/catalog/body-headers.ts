// These describe a body. An error has a body of its own.
const BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-type', 'content-length', 'content-encoding', 'content-disposition', 'content-language', 'content-location', 'content-md5',
  'content-range', 'content-digest', 'repr-digest', 'digest', 'transfer-encoding', 'trailer', 'etag', 'last-modified', 'accept-ranges'
])

/**
 * True for a header that describes a body.
 *
 * @param name - In lower case.
 */
export const describesBody = (name: string): boolean => BODY_HEADERS.has(name)
