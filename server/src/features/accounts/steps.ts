import { z } from 'zod';
import type { AdminPage, AdminRequest } from '../../platform/admin/section.ts';
import { sendResetLink } from '../passwords/index.ts';
import { keepAccount, planDeletion } from '../deletions/index.ts';
import { endUserSessions } from './end-user-sessions.ts';
import { type PersonStep, personPages } from './person-pages.ts';
import { roleStep } from './role-step.ts';

const SessionId = z.uuid().nullable().catch(null);
const named = 'The audit log names you, and this moment.';

/** Which session is meant: null for all. */
function sessionOf({ form, query }: AdminRequest): string | null {
  const sent = z.object({ session: z.unknown() }).safeParse(form);
  return SessionId.parse((sent.data?.session || query['session']) ?? null);
}

const endSessions: PersonStep = {
  path: 'sessions',
  access: 'operator',
  ask: async ({ id, username }, request) => {
    const session = sessionOf(request);
    const { db, now } = request.ctx;
    const where = { userId: id, expiresAt: { gt: now() }, ...(session && { id: session }) };
    const count = await db.session.count({ where });
    const what = count === 1 ? 'One session ends at once.' : `All ${count} sessions end at once.`;
    return {
      title: session ? `Sign ${username} out there?` : `Sign ${username} out everywhere?`,
      follows: [
        count === 0 ? 'There is no such session any more.' : what,
        'Signing in again takes their password.',
        named,
      ],
      irrevocable: 'a session that ended does not come back.',
      button: session ? 'End the session' : 'End all sessions',
      field: 'session-field',
      values: { session },
    };
  },
  act: async (request, { id }) => {
    const ended = await endUserSessions(request.ctx, { userId: id, sessionId: sessionOf(request) });
    return { text: ended === 1 ? 'One session has ended.' : `${ended} sessions have ended.` };
  },
};

const reset: PersonStep = {
  path: 'reset',
  access: 'operator',
  isDue: ({ suspendedAt }) => suspendedAt === null,
  ask: ({ username }) => ({
    title: `Send ${username} a link for a new password?`,
    follows: [
      'The mail goes to the address of the account, and to nobody else. Its link is good for an hour, and once.',
      'A link that was sent before is good for nothing then. The old password goes on until the new one is set.',
      named,
    ],
    irrevocable: 'a mail that was sent is not called back.',
    button: 'Send the link',
  }),
  act: async ({ ctx }, { id }) => {
    await sendResetLink(ctx, id);
    return { text: 'The link is on its way.' };
  },
};

const deletion: PersonStep = {
  path: 'delete',
  access: 'admin',
  isDangerous: true,
  isDue: ({ deletionDueAt }) => deletionDueAt === null,
  ask: (person) => ({
    title: `Delete ${person.username}?`,
    follows: [
      'The account goes 14 days from now, with all that was written in it and its pictures. Until then everything goes on.',
      'They are told by mail, and may keep the account until that day, as may you. Suspend them as well where they must not.',
      named,
    ],
    irrevocable: 'when the day has come, nothing of it comes back.',
    button: `Delete ${person.username}`,
    field: 'name-field',
    values: { username: person.username },
  }),
  act: async ({ ctx, form }, person) => {
    const typed = z.object({ typed: z.string().trim() }).safeParse(form).data?.typed;
    if (typed !== person.username) return { problem: `Type ${person.username} to go on. Nothing was changed.` };
    await planDeletion(ctx, person.id);
    return { text: 'The account goes in 14 days.', undo: { path: `/admin/users/${person.id}/keep`, label: 'Keep it' } };
  },
};

const keep: PersonStep = {
  path: 'keep',
  access: 'admin',
  isDue: ({ deletionDueAt }) => deletionDueAt !== null,
  ask: ({ username }) => ({
    title: `Keep the account of ${username}?`,
    follows: ['It is not deleted. Who asked for that, if they did themselves, has to ask again.', named],
    button: 'Keep the account',
  }),
  act: async ({ ctx }, person) => {
    await keepAccount(ctx, person.id);
    return { text: 'The account stays.' };
  },
};

/** What staff do to one person, beside suspending them and acting as them. */
export const stepPages: readonly AdminPage[] = [endSessions, reset, roleStep, deletion, keep].flatMap(personPages);
