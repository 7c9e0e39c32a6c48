import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { deleteDueAccounts, removeFiles } from './delete-due-accounts.ts';
import { deletionPlanned } from './mails.ts';
import { cancelDeletion, requestDeletion } from './request-deletion.ts';

export { isLastAdmin } from './last-admin.ts';
export { keepAccount, planDeletion } from './request-deletion.ts';

/** The end of an account, after time to think again. */
export const deletions = {
  router: implement(contract.deletions, { request: requestDeletion, cancel: cancelDeletion }),
  jobs: [deleteDueAccounts, removeFiles],
  mails: [deletionPlanned],
} satisfies Feature<typeof contract.deletions>;
