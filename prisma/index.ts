export { createDatabase, type DatabaseOptions, type Db, type Tx } from './database.ts';
export { isDatabaseBusy, isDatabaseUnavailable, isGone, isUniqueViolation } from './database-errors.ts';
export * from './generated/enums.ts';
export { Prisma, PrismaClient } from './generated/client.ts';
export { overReserve } from './lanes.ts';
export { attempt, readRows } from './read-rows.ts';
