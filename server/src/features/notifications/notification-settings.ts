import { type NewsKind, newsOffers, type NotificationChannel } from '@hybrid/contracts';
import type { Context } from '../../platform/context.ts';
import { choose } from './choices.ts';

/** Lists all that the caller can be told of, and what they chose. */
export async function notificationSettings({ db, user }: Context) {
  const chosen = await db.notificationChoice.findMany({ where: { userId: user.id } });
  const settings = newsOffers.map((offer) => {
    const choice = chosen.find(({ kind, channel }) => kind === offer.kind && channel === offer.channel);
    return { ...offer, wanted: choice?.wanted ?? offer.wantedByDefault };
  });
  return { settings, isAddressConfirmed: user.emailVerified };
}

/** Keeps what the caller chose. */
export async function chooseNotification(
  { db, user }: Context,
  choice: { kind: NewsKind; channel: NotificationChannel; wanted: boolean },
) {
  await choose(db, { ...choice, userId: user.id });
  const offer = newsOffers.find(({ kind, channel }) => kind === choice.kind && channel === choice.channel);
  return { ...choice, wantedByDefault: offer?.wantedByDefault ?? false };
}
