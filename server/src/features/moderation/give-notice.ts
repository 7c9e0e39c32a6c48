import { events } from '@hybrid/contracts';
import type { ModerationNoticeKind, Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { announce, announceMany } from '../../platform/events/announce.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import type { Content } from './content.ts';
import { noticeMail } from './mails.ts';

/** What moderators tell, and of what. */
export interface Notice {
  readonly kind: ModerationNoticeKind;
  readonly words: string | null;
  readonly excerpt: string;
  readonly isOfComment: boolean;
  readonly articleId: string | null;
  readonly commentId: number | null;
}

/** Tells people something in the product. */
export async function giveNotices(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { userIds, notice }: { userIds: readonly string[]; notice: Notice },
): Promise<void> {
  await tx.moderationNotice.createMany({ data: userIds.map((userId) => ({ ...notice, userId, createdAt: now() })) });
  await announceMany(
    tx,
    events.noticeGiven,
    userIds.map((userId) => ({ userId })),
  );
}

/** Tells an author of something of theirs, in the product and by mail. */
export async function tellAuthor(
  tx: Tx,
  ctx: Pick<Context, 'now'>,
  { userId, notice }: { userId: string; notice: Notice & { kind: 'hidden' | 'warned' } },
): Promise<void> {
  const { id } = await tx.moderationNotice.create({ data: { ...notice, userId, createdAt: ctx.now() } });
  await announce(tx, events.noticeGiven, { userId });
  const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  const { kind, words, excerpt, isOfComment } = notice;
  const data = { kind, words: words ?? '', excerpt, isOfComment };
  await sendMail(tx, noticeMail, { key: `moderation:${id}`, to: email, userId, data });
}

/** Takes back what those who reported something were told of a decision that is undone, as far as they have not read it. */
export async function withdrawNotices(tx: Tx, { content, at }: { content: Content; at: Date }): Promise<void> {
  const of = content.kind === 'article' ? { articleId: content.id, isOfComment: false } : { commentId: content.id };
  await tx.moderationNotice.deleteMany({
    where: { ...of, createdAt: at, kind: { in: ['dismissed', 'upheld'] }, readAt: null },
  });
}
