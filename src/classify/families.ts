import type { Family } from './family.js'
import { hosted } from './families/hosted.js'
import { http } from './families/http.js'
import { mappers } from './families/mappers.js'
import { misuse } from './families/misuse.js'
import { protocols } from './families/protocols.js'
import { sdks } from './families/sdks.js'
import { services } from './families/services.js'
import { sockets } from './families/sockets.js'
import { sql } from './families/sql.js'
import { stores } from './families/stores.js'
import { tokens } from './families/tokens.js'

/**
 * The table of what is recognised, a row a family; the first that fits is taken. To have another package recognised,
 * add a row to the file that it belongs to, and one of its errors to `test/fixtures/failures.jsonl`.
 *
 * A row goes by structure: codes with the members that go with them, names of classes that nobody else would use. Never
 * by a bare word that a service may use itself, and by a message only where there is nothing else.
 */
export const FAMILIES: readonly Family[] = [...misuse, ...tokens, ...mappers, ...sql, ...stores, ...hosted, ...sdks, ...http, ...services, ...protocols, ...sockets]
