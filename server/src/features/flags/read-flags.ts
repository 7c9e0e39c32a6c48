import type { Db } from '@hybrid/prisma';
import { namesOf } from '../../platform/admin/who-acted.ts';
import { platformFailure } from '../../platform/failure.ts';
import type { FlagRule } from '../../platform/flags/flag-rule.ts';
import { flagsByName, ruleByDefault } from '../../platform/flags/flags.ts';

/** A flag as staff see it. */
export interface FlagSeen {
  readonly name: string;
  readonly summary: string;
  readonly isOnByDefault: boolean;
  readonly rule: FlagRule;
  /** The names of those it is on for by themselves; who left is not among them. */
  readonly people: readonly string[];
  /** Null where nobody has changed it. */
  readonly changedAt: Date | null;
  /** 0 where nobody has changed it. */
  readonly revision: number;
}

/** Reads every flag of the contract, in its order. */
export async function readFlags(db: Db): Promise<FlagSeen[]> {
  const rows = await db.flag.findMany();
  const named = await namesOf(
    db,
    rows.flatMap(({ userIds }) => userIds),
  );
  return [...flagsByName].map(([name, declared]) => {
    const row = rows.find((one) => one.name === name);
    const rule = row ?? ruleByDefault(name);
    const people = rule.userIds.flatMap((id) => named(id).username ?? []);
    return { name, ...declared, rule, people, changedAt: row?.changedAt ?? null, revision: row?.revision ?? 0 };
  });
}

/**
 * Reads one flag.
 *
 * @throws NOT_FOUND for a name that the contract does not declare.
 */
export async function readFlag(db: Db, name: unknown): Promise<FlagSeen> {
  const flags = await readFlags(db);
  const found = flags.find((flag) => flag.name === name);
  if (!found) throw platformFailure('NOT_FOUND');
  return found;
}
