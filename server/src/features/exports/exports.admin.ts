import { audit } from '../../platform/admin/audit.ts';
import { lockOutranked } from '../../platform/admin/outranks.ts';
import type { AdminSection } from '../../platform/admin/section.ts';
import { Failure } from '../../platform/failure.ts';
import { personPages } from '../accounts/index.ts';
import { queueExport } from './request-export.ts';

/** What an admin does of exports, on the page of a person: has a copy of all they have here made and sent to them. */
export const exportsAdmin: AdminSection = {
  path: 'users',
  title: 'Exports',
  access: 'admin',
  isHidden: true,
  pages: personPages({
    path: 'export',
    access: 'admin',
    isDue: ({ suspendedAt }) => suspendedAt === null,
    ask: ({ username }) => ({
      title: `Make a copy of what ${username} has here?`,
      follows: [
        'A job makes it in the background. They are sent the link by mail, and find it in their settings for a week.',
        'Nobody but them can download it: not you either.',
        'The audit log names you, and this moment.',
      ],
      button: 'Make the copy',
    }),
    act: async ({ ctx }, { id }) => {
      try {
        await ctx.db.$transaction(async (tx) => {
          await lockOutranked(tx, ctx, id);
          const { id: made } = await queueExport(tx, { userId: id, now: ctx.now() });
          const target = `user:${id}`;
          await audit(tx, ctx, { action: 'users.exportStarted', target, before: {}, after: { export: made } });
        });
        return { text: 'The copy is being made. They are told by mail when it is there.' };
      } catch (error) {
        if (error instanceof Failure && error.status !== 403 && error.status < 500) return { problem: error.message };
        throw error;
      }
    },
  }),
};
