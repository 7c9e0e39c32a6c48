import { z } from 'zod';
import { idOf } from '../../platform/admin/fields.ts';
import {
  type AdminPage,
  type AdminRequest,
  dangerousChange,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import { platformFailure } from '../../platform/failure.ts';
import { impersonateUser, impersonationMinutes, mayImpersonate } from './impersonate-user.ts';

/** Where an admin begins to act as somebody. */
export const impersonationPages: readonly AdminPage[] = [
  view('admin', '/:id/impersonate', (request) => ask(request)),
  dangerousChange('admin', '/:id/impersonate', begin),
];

const UserId = z.uuid();
const Form = z.object({ reason: z.string().trim().max(500).catch('') }).catch({ reason: '' });
/** Less says nothing to whoever reads the log later. */
const reasonLengthMin = 10;

async function ask({ ctx, params }: AdminRequest, problem: string | null = null): Promise<View | Redirect> {
  const id = idOf(UserId, params['id']);
  const user = await ctx.db.user.findUnique({ where: { id } });
  if (!user) throw platformFailure('NOT_FOUND');
  if (!mayImpersonate(ctx.user, user)) throw platformFailure('FORBIDDEN');
  return {
    template: 'users/impersonate',
    title: `Act as ${user.username}?`,
    data: { user, problem, minutes: impersonationMinutes, reasonLengthMin },
    status: problem === null ? 200 : 422,
  };
}

async function begin(request: AdminRequest): Promise<View | Redirect> {
  const { ctx, params, form } = request;
  const id = idOf(UserId, params['id']);
  const { reason } = Form.parse(form ?? {});
  if (reason.length < reasonLengthMin)
    return ask(request, `Say why, in at least ${reasonLengthMin} characters. Nothing was begun.`);
  const token = await impersonateUser(ctx, { id, reason });
  // A browser that comes from no page of ours is given nothing that it could hold.
  if (ctx.session.begin(token) === null) return { redirect: '/' };
  await ctx.auth.endImpersonation(token, { along: async () => undefined });
  throw platformFailure('FORBIDDEN');
}
