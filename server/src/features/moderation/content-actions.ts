import { z } from 'zod';
import { actionOf } from '../../platform/admin/resource.ts';
import type { Content } from './content.ts';
import { hideContent, showContent } from './hide-content.ts';

/** What every row of content has, as far as moderators decide about it. */
interface Hideable {
  readonly hiddenAt: Date | null;
}

/** Why something is hidden, in words that its author reads. */
export const Reason = z.string().trim().min(1).max(2000).meta({
  title: 'Reason',
  description: 'In your words to its author, who reads it without your name.',
});

const goneAtOnce = 'It is gone at once from every list, feed and search, and from pages that are open now.';
const spam = 'It was taken for advertising or spam.';

/** Hides and shows articles or comments; `contentOf` says which. */
export function contentActions<Row extends Hideable>(contentOf: (row: Row) => Content) {
  const action = actionOf<Row>();
  const isShown = ({ hiddenAt }: Row) => hiddenAt === null;
  return {
    hide: action({
      verb: 'Hide',
      done: 'hidden',
      access: 'operator',
      isDanger: true,
      isOffered: isShown,
      follows: () => [goneAtOnce, 'Its author still sees it, and cannot make it public. It can be shown again.'],
      fields: { reason: Reason },
      run: (tx, ctx, { row, input }) => hideContent(tx, ctx, { content: contentOf(row), reason: input.reason }),
      undo: 'show',
    }),
    spam: action({
      verb: 'Hide as spam',
      done: 'hidden',
      access: 'operator',
      isDanger: true,
      isOffered: isShown,
      follows: () => [goneAtOnce, `Its author still sees it, and is told: “${spam}” It can be shown again.`],
      run: (tx, ctx, { row }) => hideContent(tx, ctx, { content: contentOf(row), reason: spam }),
      undo: 'show',
      bulk: {
        verb: 'Hide',
        follows: ['They are gone at once from every list, feed and search.', `Their authors are told: “${spam}”`],
      },
    }),
    show: action({
      verb: 'Show again',
      done: 'shown',
      access: 'operator',
      isOffered: (row) => !isShown(row),
      follows: () => ['Everybody sees it again, unless its author had taken it back. Its author is told.'],
      run: (tx, ctx, { row }) => showContent(tx, ctx, contentOf(row)),
      bulk: { verb: 'Show', follows: ['Everybody sees them again, but for those that their authors had taken back.'] },
    }),
  };
}
