import { type EventContract, type TopicKeys, topicOf } from '@hybrid/contracts/kernel';
import type { Services } from '../context.ts';
import { writeEvent } from './entry.ts';

/**
 * Tells everyone who listens at this moment, and nobody else: nothing is stored, and nothing told again after a lost connection.
 *
 * @example
 * whisper(ctx, events.readersChanged, { articleId, count });
 */
export function whisper<Announced extends TopicKeys<T>, Received, T extends string>(
  { hub }: Pick<Services, 'hub'>,
  event: EventContract<Announced, Received, T, true>,
  payload: NoInfer<Announced>,
): void {
  const { name, access } = event;
  hub.whisper(topicOf(event, payload), writeEvent({ name, access, payload: event.payload.parse(payload) }));
}
