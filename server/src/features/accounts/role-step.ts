import { z } from 'zod';
import { type Role, roles } from '../../platform/access.ts';
import { byWhom } from '../../platform/admin/last-change.ts';
import type { AdminRequest, Notice, Redirect } from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { changeRole, lastRoleChange, type RoleOutcome, takeBackRole } from './change-role.ts';
import type { Asked, Person, PersonStep, Problem } from './person-pages.ts';

/** The change of the role of a person, and what takes it back. */
export const roleStep: PersonStep = {
  path: 'role',
  access: 'admin',
  isDangerous: true,
  // Of other admins too, as else nobody could take that role back.
  may: (user, person) => user.id !== person.id,
  ask,
  act,
};

const Role = z.enum(roles);
/** The line of the audit log that is taken back. */
const Line = z.uuid();
const Question = z.object({ undo: Line.optional().catch(undefined), role: Role.optional().catch(undefined) });
const Order = z.union([z.object({ undo: Line }), z.object({ role: Role, shown: Role })]);

async function ask(person: Person, { ctx, query, form }: AdminRequest): Promise<Asked | Redirect> {
  const { undo, role } = Question.parse({ ...query, ...Object(form) });
  if (undo !== undefined) return askBack(ctx, person, undo);
  return {
    title: `Change the role of ${person.username}?`,
    follows,
    button: 'Change the role',
    field: 'role-field',
    values: { roles, shown: person.role, chosen: role ?? person.role, undo: null },
  };
}

const follows = [
  'It counts from the next page they open. Each role does what those before it do.',
  'A viewer reads here, an operator steers jobs, moderates and suspends, an admin does everything.',
  'The audit log names you, and this moment.',
];

async function askBack(ctx: Context, person: Person, line: string): Promise<Asked | Redirect> {
  const last = await lastRoleChange(ctx.db, person.id);
  if (last?.line !== line || last.after !== person.role) {
    return {
      redirect: `/admin/users/${person.id}`,
      notice: await whyNotBack(ctx, person, { line, role: person.role }),
    };
  }
  return {
    title: `Make ${person.username} ${last.before} again?`,
    follows,
    button: `Make them ${last.before} again`,
    field: 'role-field',
    values: { undo: line },
  };
}

async function act({ ctx, form, query }: AdminRequest, person: Person): Promise<Notice | Problem> {
  const { data: sent } = Order.safeParse({ ...query, ...Object(form) });
  if (!sent) return { problem: 'Choose a role. Nothing was changed.' };
  if ('undo' in sent) {
    const taken = await takeBackRole(ctx, { id: person.id, line: sent.undo });
    const { role } = taken;
    return taken.state === 'stale'
      ? { text: await whyNotBack(ctx, person, { line: sent.undo, role }) }
      : told(ctx, person, taken);
  }
  return told(ctx, person, await changeRole(ctx, { id: person.id, ...sent }));
}

async function told(ctx: Context, { id, username }: Person, outcome: RoleOutcome): Promise<Notice | Problem> {
  const { role } = outcome;
  if (outcome.state === 'last-admin')
    return { problem: 'They are the only admin who can act. Make somebody else one first.' };
  if (outcome.state === 'changed') {
    const undo = { path: `/admin/users/${id}/role?undo=${outcome.line}` };
    return { text: `${username} has the role ${role}.`, undo };
  }
  const by = await given(ctx, id, role);
  return outcome.state === 'unchanged'
    ? { text: `${username} has the role ${role} already${by}. Nothing was changed.` }
    : { problem: `Nothing was changed: ${username} has the role ${role} by now${by}.`, status: 409 };
}

/** By whom they have the role, as a sentence goes on with it; nothing where the log does not tell of it. */
async function given(ctx: Context, id: string, role: Role): Promise<string> {
  const last = await lastRoleChange(ctx.db, id);
  return last?.after === role ? `, given ${await byWhom(ctx, last)}` : '';
}

/** Says why a change is not taken back: who made the one that came after it. */
async function whyNotBack(
  ctx: Context,
  { id }: Pick<Person, 'id'>,
  { line, role }: { line: string; role: Role },
): Promise<string> {
  const last = await lastRoleChange(ctx.db, id);
  // It was changed by hand, or the address was.
  if (!last || last.line === line) return `Not undone: what was changed does not stand any more. The role is ${role}.`;
  return `Not undone: the role was changed since ${await byWhom(ctx, last)}, and is ${role}.`;
}
