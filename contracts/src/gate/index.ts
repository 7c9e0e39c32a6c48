// The gate: a contract written down, and the difference between two. Nothing here runs in a call; what it costs nobody who calls pays.
export { branchesOf } from './branches.ts';
export { brief } from './brief.ts';
export { compareLocks, type CompareOptions } from './compare-locks.ts';
export { compareSchemas } from './compare-schemas.ts';
export { type ContractChangeRule, contractRules } from './contract-rules.ts';
export { type Described, describeContract, UndescribableContract } from './describe.ts';
export { describeSchema, type Problem } from './describe-schema.ts';
export type { Finding, Part } from './finding.ts';
export { formatLock } from './format-lock.ts';
export { dereference, type JsonSchema, schemaOrNull } from './json-schema.ts';
export {
  canonical,
  Lock,
  LockedEvent,
  LockedProcedure,
  parseLock,
  SealedLock,
  sealLock,
  type Sha256,
  UnusableLock,
} from './lock.ts';
export type { Side, Verdict } from './rule.ts';
export { schemaRules, type SchemaRule } from './rules.ts';
