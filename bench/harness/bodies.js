/** The error that every variant answers: the first of the catalogue. */
export const UNAUTHORIZED = '{"code":"1000","error":"unauthorized"}'
export const JSON_TYPE = 'application/json; charset=utf-8'

/** What a variant with the catalogue's bytes is expected to answer. */
export const UNAUTHORIZED_ANSWER = { status: 401, type: JSON_TYPE, body: UNAUTHORIZED }
