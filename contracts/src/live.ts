import { z } from 'zod';
import { contract, subscription, topicsMax } from './kernel/index.ts';
import { sampleNotification } from './notifications.ts';
import { sampleMe } from './samples.ts';

const topic = `user:${sampleMe.id}`;

/** What is told on the one connection of a client. */
export const LiveMessage = z.discriminatedUnion('type', [
  /** Something happened: `name` and `payload` are those of an event of this contract. */
  z.object({ type: z.literal('event'), topic: z.string(), name: z.string(), payload: z.unknown() }),
  /** Some may have been missed, or nothing was heard before: read again what is known of this topic. */
  z.object({ type: z.literal('reset'), topic: z.string() }),
  /** The caller may not hear this topic; the others go on. */
  z.object({ type: z.literal('denied'), topic: z.string() }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

export const live = contract({
  events: subscription({
    access: 'public',
    summary: 'Everything that happens on some topics, over one connection',
    input: z.object({
      topics: z.array(z.string().min(1).max(200)).min(1).max(topicsMax),
      /** tRPC's links send the place to resume after in this field. */
      lastEventId: z.string().max(2000).nullish(),
    }),
    output: LiveMessage,
    examples: [
      {
        summary: 'Somebody is told of something',
        input: { topics: [topic] },
        output: {
          type: 'event',
          topic,
          name: 'notifications.created',
          payload: { userId: sampleMe.id, notification: sampleNotification },
        },
      },
      {
        summary: 'Back after a long time: read again what was heard of',
        input: { topics: [topic], lastEventId: '1hx0rqg.c47c07e3.5' },
        output: { type: 'reset', topic },
      },
    ],
  }),
});
