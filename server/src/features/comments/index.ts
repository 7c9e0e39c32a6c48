import { contract } from '@hybrid/contracts';
import { countAbout } from '../../platform/admin/count-about.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { addComment } from './add-comment.ts';
import { deleteComment, editComment } from './change-comment.ts';
import { listComments } from './list-comments.ts';

export { findComment, removeComment } from './change-comment.ts';
export { commentAdded } from './comment-added.ts';
export { hideComment, showComment } from './hide-comment.ts';
export { shownComments } from './visibility.ts';

/** Comments on articles. */
export const comments = {
  router: implement(contract.comments, {
    list: listComments,
    add: addComment,
    edit: editComment,
    delete: deleteComment,
  }),
  figures: [{ label: 'Comments', read: ({ db }) => countAbout(db, 'comment') }],
} satisfies Feature<typeof contract.comments>;
