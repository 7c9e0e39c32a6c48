import { type NewsKind, newsOffers, type NotificationChannel } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';

/** Tells what somebody wants of one kind. */
export type Wishes = (userId: string, channel: NotificationChannel) => boolean;

/** Reads what some people want of one kind of news. */
export async function readWishes(db: Db | Tx, kind: NewsKind, userIds: readonly string[]): Promise<Wishes> {
  const chosen = await db.notificationChoice.findMany({ where: { kind, userId: { in: [...userIds] } } });
  const wanted = new Map(chosen.map((choice) => [`${choice.userId} ${choice.channel}`, choice.wanted]));
  return (userId, channel) => wanted.get(`${userId} ${channel}`) ?? isDefault(kind, channel);
}

function isDefault(kind: NewsKind, channel: NotificationChannel): boolean {
  return newsOffers.some((offer) => offer.kind === kind && offer.channel === channel && offer.wantedByDefault);
}

interface Choice {
  readonly userId: string;
  readonly kind: NewsKind;
  readonly channel: NotificationChannel;
  readonly wanted: boolean;
}

/** Keeps a choice in the place of the one before it. */
export async function choose(db: Db | Tx, { wanted, ...which }: Choice): Promise<void> {
  await db.notificationChoice.upsert({
    where: { userId_kind_channel: which },
    create: { ...which, wanted },
    update: { wanted },
  });
}
