import { type DataExport, events } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from '../../platform/context.ts';
import { hearTopic } from '../../platform/events/hear-topic.ts';

type Told = { type: 'reset' } | { type: 'progressed'; export: DataExport };

/** Tells the caller how far their exports have come, resuming after the last they heard. */
export async function* streamExports(
  ctx: Context,
  input: { lastEventId?: string | null | undefined } | undefined,
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  const hearing = { topic: `user:${ctx.user.id}`, lastEventId: input?.lastEventId };
  const heard = hearTopic<Told>(ctx, hearing, ({ name, payload }) => {
    if (name !== events.exportProgressed.name) return undefined;
    return { type: 'progressed', export: events.exportProgressed.payload.parse(payload).export };
  });
  for await (const [id, told] of heard) yield tracked(id, told);
}
