import { contract } from '@hybrid/contracts';
import { countAbout } from '../../platform/admin/count-about.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { usersAdmin } from './accounts.admin.ts';
import { countSignUps } from './count-sign-ups.ts';
import { findPeople } from './find-people.ts';
import { impersonatedMail } from './mails.ts';
import { purgeSessions } from './purge-sessions.ts';
import { register } from './register.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { restoreAll, suspendAll } from './suspend-all.ts';
import { updateSettings } from './update-settings.ts';

/** @public */
export { personPages } from './person-pages.ts';
/** @public */
export { suspendWithin } from './suspend-user.ts';

/** Accounts and sessions. */
export const accounts = {
  router: implement(contract.accounts, {
    register,
    signIn,
    signOut,
    me: ({ user }) => user,
    current: ({ user }) => user,
    updateSettings,
  }),
  jobs: [purgeSessions],
  admin: usersAdmin,
  finders: [findPeople],
  bulkChanges: [suspendAll, restoreAll],
  mails: [impersonatedMail],
  figures: [
    { label: 'Users', read: ({ db }) => countAbout(db, 'user'), happened: { title: 'Sign-ups', read: countSignUps } },
  ],
} satisfies Feature<typeof contract.accounts>;
