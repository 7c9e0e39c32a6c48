import type { Lock } from '@hybrid/contracts/gate';
import type { AnyEvent } from '@hybrid/contracts/kernel';
import type { CodeSample } from './client-code.ts';

import { type DrawnType, drawnTypeOf } from './drawn-type.ts';
import { listenerWords } from './words.ts';

/** One event, as the page shows it. */
export interface EventEntry {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly topic: string;
  readonly access: string;
  readonly listeners: string;
  readonly payload: DrawnType;
  /** The subscriptions that a client may hear it through: those of its own feature, or else all there are. */
  readonly streams: readonly string[];
  readonly isOfItsFeature: boolean;
  readonly samples: readonly CodeSample[];
}

/**
 * Describes one event.
 *
 * @param key what the contract exports it as.
 */
export function describeEvent(
  key: string,
  { name, topic, access }: AnyEvent,
  { procedures, events }: Lock,
): EventEntry {
  const group = name.split('.')[0] ?? name;
  const streams = Object.keys(procedures).filter((one) => procedures[one]?.kind === 'subscription');
  const own = streams.filter((stream) => stream.startsWith(`${group}.`));
  const id = `event/${name}`;
  return {
    id,
    name,
    group,
    topic,
    access,
    listeners: listenerWords(access),
    payload: drawnTypeOf(events[name]?.payload ?? {}, { title: 'Payload', id: `${id}/payload` }),
    streams: own.length > 0 ? own : streams,
    isOfItsFeature: own.length > 0,
    samples: [
      { title: 'Its payload as a type', code: typeCode(key) },
      { title: 'Heard on the server', code: handlerCode(key, topic) },
    ],
  };
}

function typeCode(key: string): string {
  return [
    `import type { events } from '@hybrid/contracts';`,
    `import type { PayloadOf } from '@hybrid/contracts/kernel';`,
    '',
    `type Payload = PayloadOf<typeof events.${key}>;`,
  ].join('\n');
}

/** What a subscription does to hand an event on. */
function handlerCode(key: string, topic: string): string {
  return [
    `import { events } from '@hybrid/contracts';`,
    '',
    `const heard = hearTopic(ctx, { topic: \`${topic.replaceAll('{', '${')}\`, lastEventId }, ({ name, payload }) =>`,
    `  name === events.${key}.name ? events.${key}.payload.parse(payload) : undefined,`,
    ');',
  ].join('\n');
}
