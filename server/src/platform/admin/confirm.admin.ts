import { z } from 'zod';
import { demandProof } from '../auth/demand-proof.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { StaffRules } from './admit.ts';
import { nextPath } from './next-path.ts';
import { type AdminRequest, type AdminSection, change, type Redirect, type View, view } from './section.ts';

/** Where staff prove once more that it is them: before they do what is dangerous, and after they were away. */
export function confirmAdmin(staff: Pick<StaffRules, 'idleMinutes'>): AdminSection {
  return {
    path: 'confirm',
    title: 'Confirm that it is you',
    access: 'viewer',
    isHidden: true,
    isGate: true,
    pages: [
      view('viewer', '/', async ({ ctx, query }) => {
        return form(ctx, staff, { next: nextPath(query['next']), isIdle: query['why'] === 'idle' });
      }),
      change('viewer', '/', (request) => prove(request, staff)),
    ],
  };
}

const Form = z.object({
  password: z.string().max(1024).catch(''),
  otp: z.string().trim().max(64).catch(''),
  why: z.enum(['idle', 'danger']).catch('danger'),
  next: z.unknown().optional(),
});

const problems = {
  PASSWORD_INVALID: 'This is not your password.',
  OTP_INVALID: 'This is not a code of yours, or it was used already.',
} as const;

async function prove(
  { ctx, form: sent }: AdminRequest,
  staff: Pick<StaffRules, 'idleMinutes'>,
): Promise<View | Redirect> {
  const { password, otp, why, next: given } = Form.parse(sent ?? {});
  const next = nextPath(given);
  const asked = { next, isIdle: why === 'idle' };
  try {
    const wrong = await demandProof(ctx, { password, otp: ctx.user.hasTwoFactor ? otp : undefined });
    if (wrong) return form(ctx, staff, { ...asked, problem: problems[wrong], status: 401 });
  } catch (error) {
    if (!(error instanceof Failure) || error.status >= 500) throw error;
    return form(ctx, staff, { ...asked, problem: error.message, status: error.status });
  }
  await ctx.auth.noteProof(ctx.session.token ?? '');
  return { redirect: next };
}

interface Asked {
  readonly next: string;
  /** Whether they were away, and did not ask for something dangerous. */
  readonly isIdle: boolean;
  readonly problem?: string;
  readonly status?: number;
}

function form({ user }: Pick<Context, 'user'>, { idleMinutes }: Pick<StaffRules, 'idleMinutes'>, asked: Asked): View {
  const { problem = null, status = 200, ...rest } = asked;
  const data = { ...rest, problem, idleMinutes, hasTwoFactor: user.hasTwoFactor };
  return { template: 'confirm/form', title: rest.isIdle ? 'You were away' : 'Confirm that it is you', data, status };
}
