import { events, type Notification } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from '../../platform/context.ts';
import { hearTopic } from '../../platform/events/hear-topic.ts';

type Told = { type: 'reset' } | { type: 'created'; notification: Notification };

/** Tells the caller of their notifications as they are made, resuming after the last one they saw. */
export async function* streamNotifications(
  ctx: Context,
  input: { lastEventId?: string | null | undefined } | undefined,
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  const hearing = { topic: `user:${ctx.user.id}`, lastEventId: input?.lastEventId };
  const heard = hearTopic<Told>(ctx, hearing, ({ name, payload }) => {
    if (name !== events.notificationCreated.name) return undefined;
    return { type: 'created', notification: events.notificationCreated.payload.parse(payload).notification };
  });
  for await (const [id, told] of heard) yield tracked(id, told);
}
