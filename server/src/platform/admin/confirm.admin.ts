import { z } from 'zod';
import { demandProof } from '../auth/demand-proof.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { nextPath } from './next-path.ts';
import { type AdminRequest, type AdminSection, change, type Redirect, type View, view } from './section.ts';

/** Where staff prove once more that it is them before they do what is dangerous. */
export const confirmAdmin: AdminSection = {
  path: 'confirm',
  title: 'Confirm that it is you',
  access: 'viewer',
  isHidden: true,
  pages: [
    view('viewer', '/', async ({ ctx, query }) => form(ctx, { next: nextPath(query['next']) })),
    change('viewer', '/', prove),
  ],
};

const Form = z.object({
  password: z.string().max(1024).catch(''),
  otp: z.string().trim().max(64).catch(''),
  next: z.unknown().optional(),
});

const problems = {
  PASSWORD_INVALID: 'This is not your password.',
  OTP_INVALID: 'This is not a code of yours, or it was used already.',
} as const;

async function prove({ ctx, form: sent }: AdminRequest): Promise<View | Redirect> {
  const { password, otp, next: given } = Form.parse(sent ?? {});
  const next = nextPath(given);
  try {
    const wrong = await demandProof(ctx, { password, otp: ctx.user.hasTwoFactor ? otp : undefined });
    if (wrong) return form(ctx, { next, problem: problems[wrong], status: 401 });
  } catch (error) {
    if (!(error instanceof Failure) || error.status >= 500) throw error;
    return form(ctx, { next, problem: error.message, status: error.status });
  }
  await ctx.auth.noteProof(ctx.session.token ?? '');
  return { redirect: next };
}

function form({ user }: Pick<Context, 'user'>, data: { next: string; problem?: string; status?: number }): View {
  const { next, problem = null, status = 200 } = data;
  const { hasTwoFactor } = user;
  return { template: 'confirm/form', title: 'Confirm that it is you', data: { next, problem, hasTwoFactor }, status };
}
