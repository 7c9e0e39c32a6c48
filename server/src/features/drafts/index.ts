import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { createDraft } from './create-draft.ts';
import { deleteDraft } from './delete-draft.ts';
import { draftById } from './find-draft.ts';
import { listDrafts } from './list-drafts.ts';
import { draftMissed } from './mails.ts';
import { openArticle } from './open-article.ts';
import { publishDraft } from './publish-draft.ts';
import { publishDueDraft } from './publish-due-draft.ts';
import { saveDraft } from './save-draft.ts';
import { scheduleDraft, unscheduleDraft } from './schedule-draft.ts';

/** What people write before anybody else reads it. */
export const drafts = {
  router: implement(contract.drafts, {
    list: listDrafts,
    byId: draftById,
    create: createDraft,
    save: saveDraft,
    delete: deleteDraft,
    publish: publishDraft,
    schedule: scheduleDraft,
    unschedule: unscheduleDraft,
    openArticle,
  }),
  jobs: [publishDueDraft],
  mails: [draftMissed],
} satisfies Feature<typeof contract.drafts>;
