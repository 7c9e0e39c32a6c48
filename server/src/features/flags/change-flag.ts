import { events } from '@hybrid/contracts';
import { type Db, FlagState, Prisma, type Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { demandAccess, roles } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { announce } from '../../platform/events/announce.ts';
import { platformFailure } from '../../platform/failure.ts';
import type { FlagRule } from '../../platform/flags/flag-rule.ts';
import { flagsByName, ruleByDefault } from '../../platform/flags/flags.ts';

/** A flag as somebody wants it. */
export interface FlagChange {
  readonly name: string;
  readonly rule: FlagRule;
  /** The one they saw: 0 before anybody changed it. */
  readonly revision: number;
}

/**
 * Turns a flag on or off, or on for some. It is in effect within a second, on every process and in every page that is open.
 *
 * @returns whether it was changed: not where somebody else has changed it since `revision`.
 * @throws NOT_FOUND for a name that the contract does not declare, FORBIDDEN from whoever is not an admin.
 */
export async function changeFlag(ctx: Context, { name, rule, revision }: FlagChange): Promise<boolean> {
  return withFlag(ctx, name, async (tx, held) => {
    if (held.revision !== revision) return false;
    await write(tx, ctx, { name, held, rule, previous: written(held.rule) });
    return true;
  });
}

/** A change of a flag: the state that it led to. */
type Change = Pick<FlagChange, 'name' | 'revision'>;

/**
 * Goes back to what held before one's own last change of a flag.
 *
 * @returns whether it was changed: not where the flag was changed since, or that change is not one's own.
 * @throws as {@link changeFlag}.
 */
export async function undoFlag(ctx: Context, { name, revision }: Change): Promise<boolean> {
  return withFlag(ctx, name, async (tx, held) => {
    const rule = formerRule(ctx, held, revision);
    if (rule) await write(tx, ctx, { name, held, rule, previous: null });
    return rule !== null;
  });
}

/** Reads what would hold if a change were taken back, and whose the last one is; null is a rule that nothing leads back to. */
export async function readFormer(
  ctx: Context,
  { name, revision }: Change,
): Promise<{ rule: FlagRule | null; isChanged: boolean; changedBy: string | null }> {
  const held = await readHeld(ctx.db, name);
  const { changedBy } = held;
  return { rule: formerRule(ctx, held, revision), isChanged: held.revision !== revision, changedBy };
}

function formerRule({ user }: Context, held: Held, revision: number): Written | null {
  if (held.revision !== revision || held.changedBy !== user.id) return null;
  return Written.safeParse(held.previous).data ?? null;
}

/** A flag while it is changed. */
interface Held {
  readonly rule: FlagRule;
  readonly revision: number;
  readonly changedBy: string | null;
  readonly previous: unknown;
}

async function withFlag(
  ctx: Context,
  name: string,
  change: (tx: Tx, held: Held) => Promise<boolean>,
): Promise<boolean> {
  demandAccess('admin', ctx.user);
  if (!flagsByName.has(name)) throw platformFailure('NOT_FOUND');
  return ctx.db.$transaction(async (tx) => {
    // Of two who change a flag at once, one comes after the other, also where there is no row to lock yet.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('flag'), hashtext(${name}))`;
    return change(tx, await readHeld(tx, name));
  });
}

async function readHeld(db: Db | Tx, name: string): Promise<Held> {
  const row = await db.flag.findUnique({ where: { name } });
  if (!row) return { rule: ruleByDefault(name), revision: 0, changedBy: null, previous: null };
  return { rule: row, revision: row.revision, changedBy: row.changedBy, previous: row.previous };
}

interface Writing {
  readonly name: string;
  readonly held: Held;
  readonly rule: FlagRule;
  readonly previous: Written | null;
}

async function write(tx: Tx, ctx: Context, { name, held, rule, previous }: Writing): Promise<void> {
  const data = {
    ...written(rule),
    revision: held.revision + 1,
    changedAt: ctx.now(),
    changedBy: ctx.user.id,
    previous: previous ?? Prisma.DbNull,
  };
  await tx.flag.upsert({ where: { name }, create: { name, ...data }, update: data });
  await audit(tx, ctx, {
    action: 'flags.changed',
    target: `flag:${name}`,
    before: audited(held.rule),
    after: audited(rule),
  });
  await announce(tx, events.flagsChanged, {});
}

/** A rule as it is kept. */
const Written = z.object({
  state: z.enum(FlagState),
  percent: z.number(),
  roles: z.array(z.enum(roles)),
  userIds: z.array(z.string()),
});
type Written = z.infer<typeof Written>;

function written({ state, percent, roles: ofRoles, userIds }: FlagRule): Written {
  return { state, percent, roles: [...ofRoles], userIds: [...userIds] };
}

/** A rule as the audit log keeps it. */
function audited({ state, percent, roles: ofRoles, userIds }: FlagRule) {
  return { state, percent, roles: ofRoles.join(', '), people: userIds.join(', ') };
}
