import type { PublicContext } from '../context.ts';
import { type EventMessage, readEvent } from './entry.ts';

/** Which topic is heard, and the id of the last thing the listener saw of it. */
export interface Hearing {
  readonly topic: string;
  readonly lastEventId: string | null | undefined;
}

/**
 * Follows a topic for a stream: what `read` makes of each event, and `reset` where some may have been missed.
 *
 * @param read gives undefined for what this listener passes over, such as an event of a later release.
 * @returns what is told, each with the id to resume after.
 */
export async function* hearTopic<Told>(
  { hub, signal }: Pick<PublicContext, 'hub' | 'signal'>,
  { topic, lastEventId }: Hearing,
  read: (event: EventMessage) => Told | undefined,
): AsyncGenerator<readonly [id: string, told: Told | { type: 'reset' }], void> {
  for await (const delivery of hub.listen(topic, lastEventId ?? null, signal)) {
    if (delivery.type === 'reset') {
      yield [delivery.id, { type: 'reset' }];
      continue;
    }
    const event = readEvent(delivery.message);
    const told = event ? read(event) : undefined;
    if (told !== undefined) yield [delivery.id, told];
  }
}
