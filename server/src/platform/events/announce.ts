import type { Tx } from '@hybrid/prisma';
import type { EventContract } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import { enqueue } from '../jobs/enqueue.ts';
import { job } from '../jobs/job.ts';
import type { EventLog } from './event-log.ts';

const Envelope = z.object({ topic: z.string(), name: z.string(), payload: z.unknown() });

/** A message on a topic: which event, and its payload as it goes over the wire. */
export const EventMessage = z.object({ name: z.string(), payload: z.unknown() });

/**
 * The delivery of announced events: the job queue is the outbox.
 *
 * @param log where messages are published.
 */
export function deliverEvents(log: EventLog) {
  return job({
    ...delivery,
    async run({ jobId }, { topic, ...message }) {
      await log.publish(topic, JSON.stringify(message), jobId);
    },
  });
}

// What `announce` enqueues; the log it is delivered to is known only where jobs run.
const delivery = { name: 'events.deliver', payload: Envelope, attempts: 25, timeoutMs: 10_000 };

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
  event: EventContract<Announced, Received>,
  payload: NoInfer<Announced>,
): Promise<void> {
  const encoded = await event.payload.parseAsync(payload);
  await enqueue(tx, delivery, { topic: topicOf(event.topic, encoded), name: event.name, payload: encoded });
}

/** Fills `user:{userId}` from the payload. The compiler saw to it that the payload holds every placeholder. */
function topicOf(template: string, payload: unknown): string {
  const values = z.record(z.string(), z.unknown()).parse(payload);
  return template.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}
