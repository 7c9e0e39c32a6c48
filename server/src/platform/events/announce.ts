import type { Tx } from '@hybrid/prisma';
import { type EventContract, type TopicKeys, topicOf } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import type { Services } from '../context.ts';
import { enqueue, enqueueMany } from '../jobs/enqueue.ts';
import { job } from '../jobs/job.ts';
import { EventMessage, recheckMessage, writeEvent } from './entry.ts';
import type { EventLog } from './event-log.ts';

const Envelope = EventMessage.extend({
  topic: z.string(),
  /** When it was announced. A process of an earlier release does not say. */
  at: z.number().nullish(),
});

/**
 * The delivery of announced events: the job queue is the outbox.
 *
 * @param log where messages are published.
 */
export function deliverEvents(log: EventLog) {
  return job({
    ...delivery,
    async run({ jobId, hub, now, progress }, { topic, at, ...message }) {
      if (topic === standing) return log.tell(Standing.parse(message.payload).userId);
      await log.publish(topic, writeEvent(message), jobId);
      hub.tally.published(at == null ? null : now().getTime() - at);
      // Which event it was, for whoever follows a request.
      progress({ done: 1, note: `${message.name} on ${topic}` });
    },
  });
}

// What `announce` enqueues; the log it is delivered to is known only where jobs run.
const delivery = {
  name: 'events.deliver',
  payload: Envelope,
  attempts: 25,
  timeoutMs: 10_000,
  // What is announced may be for one person alone.
  keptFrom: { payload: 'viewers' as const },
};

/** An event that is stored, and so may be announced. */
type Stored<Announced, Received> = EventContract<Announced, Received, string, undefined>;

/**
 * Tells everyone who listens that something happened.
 *
 * @remarks
 * Travels through the job queue inside the caller's transaction, so that nobody hears of a write that was rolled back.
 *
 * @example
 * await announce(tx, events.notificationCreated, { userId, notification });
 */
export async function announce<Announced, Received>(
  tx: Tx,
  event: Stored<Announced, Received>,
  payload: NoInfer<Announced>,
): Promise<void> {
  await enqueue(tx, delivery, await announcementOf(event, payload));
}

/**
 * Tells of many happenings of one kind, in one statement however many there are.
 *
 * @public
 *
 * @example
 * await announceMany(tx, events.noticeGiven, userIds.map((userId) => ({ userId })));
 */
export async function announceMany<Announced, Received>(
  tx: Tx,
  event: Stored<Announced, Received>,
  payloads: readonly NoInfer<Announced>[],
): Promise<void> {
  await enqueueMany(tx, delivery, await Promise.all(payloads.map((payload) => announcementOf(event, payload))));
}

async function announcementOf<Announced, Received>(event: Stored<Announced, Received>, announced: Announced) {
  const { name, access } = event;
  const payload = await event.payload.parseAsync(announced);
  return { topic: topicFor(event, payload), at: Date.now(), name, access, payload };
}

/**
 * Has the right to hear a topic looked at anew for everybody who hears it, once the transaction is done.
 *
 * @remarks
 * It stands among the topic's events, so that whoever may no longer hear it hears nothing that was announced later. They are
 * told to read anew, once; so is whoever may hear it again.
 *
 * @public
 *
 * @example
 * await recheck(tx, topicOf(events.articleEdited, { articleId }));
 */
export async function recheck(tx: Tx, topic: string): Promise<void> {
  await enqueue(tx, delivery, { topic, ...recheckMessage });
}

/**
 * Tells every process that somebody may have lost their session or their role, once the transaction is done: their open streams
 * are looked at, at once.
 *
 * @example
 * await tellOfStanding(tx, userId);
 */
export async function tellOfStanding(tx: Tx, userId: string): Promise<void> {
  await enqueue(tx, delivery, { topic: standing, name: standing, access: 'public', payload: { userId } });
}

// No topic, and so delivered to processes instead of listeners.
const standing = '!standing';
const Standing = z.object({ userId: z.string() });

/** The compiler saw to it that the payload holds every placeholder. */
function topicFor({ topic }: { topic: string }, payload: unknown): string {
  const keys = z.record(z.string(), z.unknown()).parse(payload);
  return topicOf({ topic }, keys);
}

/**
 * Tells everyone who listens at this moment, and nobody else: nothing is stored, and nothing told again after a lost connection.
 *
 * @public
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
