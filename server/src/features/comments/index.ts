import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { addComment, deleteComment, listComments } from './comments.ts';

export { commentAdded } from './comment-added.ts';

/** Comments on articles. */
export const comments = {
  router: implement(contract.comments, { list: listComments, add: addComment, delete: deleteComment }),
  figures: [{ label: 'Comments', read: ({ db }) => db.comment.count() }],
} satisfies Feature<typeof contract.comments>;
