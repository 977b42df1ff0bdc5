import type { Family } from '../family.js'

/** Mappers and query builders on top of the drivers of SQL databases. */
export const mappers: readonly Family[] = [
  {
    of: 'prisma',
    role: 'database',
    signatures: [
      { name: ['PrismaClientKnownRequestError', 'PrismaClientUnknownRequestError', 'PrismaClientInitializationError', 'PrismaClientRustPanicError', 'DriverAdapterError'] },
      { code: /^P\d{4}$/, members: ['clientVersion'] }
    ]
  },
  {
    of: 'sequelize',
    role: 'database',
    signatures: [{
      name: /^Sequelize(?:Database|Timeout|Connection(?:Refused|TimedOut|AcquireTimeout)?|AccessDenied|Host(?:NotFound|NotReachable)|InvalidConnection|(?:Unique|ForeignKey|Exclusion|Unknown)Constraint|OptimisticLock)Error$/
    }]
  },
  {
    of: 'typeorm',
    role: 'database',
    signatures: [
      { name: ['QueryFailedError'], members: ['query', 'parameters'] },
      {
        base: 'TypeORMError',
        name: [
          'QueryFailedError', 'QueryRunnerAlreadyReleasedError', 'QueryRunnerProviderAlreadyReleasedError', 'TransactionNotStartedError', 'TransactionAlreadyStartedError', 'CannotExecuteNotConnectedError',
          'ConnectionIsNotSetError', 'OptimisticLockVersionMismatchError'
        ]
      }
    ]
  },
  { of: 'drizzle-orm', role: 'database', signatures: [{ name: ['DrizzleQueryError'] }, { members: ['query', 'params'], message: /^Failed query: / }] },
  { of: 'knex', role: 'database', signatures: [{ name: ['KnexTimeoutError'] }, { message: /^Unable to acquire a connection$/, without: ['code'] }] },
  { of: 'objection', role: 'database', signatures: [{ name: ['DBError', 'DataError', 'ConstraintViolationError'], members: ['nativeError'] }] },
  { of: '@mikro-orm/core', role: 'database', signatures: [{ members: ['sqlMessage', 'errmsg'] }] },
  {
    of: 'slonik',
    role: 'database',
    signatures: [{
      name: ['IntegrityConstraintViolationError', 'StatementTimeoutError', 'StatementCancelledError', 'BackendTerminatedError', 'BackendTerminatedUnexpectedlyError', 'IdleTransactionTimeoutError', 'InputSyntaxError'],
      members: ['notices']
    }]
  },
  { of: '@databases/pg', role: 'database', signatures: [{ code: /^CONNECTION_POOL:/ }] }
]
