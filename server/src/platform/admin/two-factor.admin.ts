import { nextPath } from './next-path.ts';
import { type AdminSection, view } from './section.ts';

/** Where staff without a second factor are led, where one is asked of them: they reach nothing else until they have it. */
export const twoFactorAdmin: AdminSection = {
  path: 'two-factor',
  title: 'Set up a second factor',
  access: 'viewer',
  isHidden: true,
  isGate: true,
  pages: [
    view('viewer', '/', async ({ ctx: { user }, query }) => {
      const next = nextPath(query['next']);
      if (user.hasTwoFactor) return { redirect: next };
      return { template: 'confirm/two-factor', title: 'Set up a second factor', data: { next } };
    }),
  ],
};
