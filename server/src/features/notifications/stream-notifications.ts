import { events } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from '../../platform/context.ts';
import { EventMessage } from '../../platform/events/announce.ts';

type Told =
  | { type: 'reset' }
  | {
      type: 'created';
      notification: Awaited<ReturnType<typeof events.notificationCreated.payload.parse>>['notification'];
    };

/** Tells the caller of their notifications as they are made, resuming after the last one they saw. */
export async function* streamNotifications(
  { hub, user, signal }: Context,
  input: { lastEventId?: string | null | undefined } | undefined,
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  for await (const delivery of hub.listen(`user:${user.id}`, input?.lastEventId ?? null, signal)) {
    if (delivery.type === 'reset') {
      yield tracked(delivery.id, { type: 'reset' });
      continue;
    }
    const { name, payload } = EventMessage.parse(JSON.parse(delivery.message));
    if (name !== events.notificationCreated.name) continue;
    const { notification } = events.notificationCreated.payload.parse(payload);
    yield tracked(delivery.id, { type: 'created', notification });
  }
}
