import { type DataExport, events } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from '../../platform/context.ts';
import { EventMessage } from '../../platform/events/announce.ts';

type Told = { type: 'reset' } | { type: 'progressed'; export: DataExport };

/** Tells the caller how far their exports have come, resuming after the last they heard. */
export async function* streamExports(
  { hub, user, signal }: Context,
  input: { lastEventId?: string | null | undefined } | undefined,
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  for await (const delivery of hub.listen(`user:${user.id}`, input?.lastEventId ?? null, signal)) {
    if (delivery.type === 'reset') {
      yield tracked(delivery.id, { type: 'reset' });
      continue;
    }
    const { name, payload } = EventMessage.parse(JSON.parse(delivery.message));
    if (name !== events.exportProgressed.name) continue;
    const told = await events.exportProgressed.payload.parseAsync(payload);
    yield tracked(delivery.id, { type: 'progressed', export: told.export });
  }
}
