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
  /** Where any EventSource hears it. */
  readonly address: string;
  /** The subscription through which a client hears every event; null where the contract has none. */
  readonly live: string | null;
  /** The subscriptions of its own feature, which may hand it on in words of their own. */
  readonly streams: readonly string[];
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
  const subscriptions = Object.keys(procedures).filter((one) => procedures[one]?.kind === 'subscription');
  const id = `event/${name}`;
  return {
    id,
    name,
    group,
    topic,
    access,
    listeners: listenerWords(access),
    payload: drawnTypeOf(events[name]?.payload ?? {}, { title: 'Payload', id: `${id}/payload` }),
    address: `/api/events?topics=${topic}`,
    live: subscriptions.find((one) => one === liveName) ?? null,
    streams: subscriptions.filter((one) => one !== liveName && one.startsWith(`${group}.`)),
    samples: [
      { title: 'Heard in a page', code: pageCode(name, topic) },
      { title: 'Heard anywhere', code: sourceCode(name, topic) },
      { title: 'Its payload as a type', code: typeCode(key) },
      { title: 'Heard on the server', code: handlerCode(key, topic) },
    ],
  };
}

/** The subscription of the platform through which every event is heard. */
const liveName = 'live.events';

const placeholder = /\{(\w+)\}/g;

/** In the SPA, where the page's own hook listens. */
function pageCode(name: string, topic: string): string {
  const keys = [...topic.matchAll(placeholder)].map(([, key]) => `${key}: '…'`);
  const given = keys.length > 0 ? `{ ${keys.join(', ')} }` : '{}';
  return `useEvent('${name}', ${given}, (payload) => console.log(payload));`;
}

/** By what every browser has. */
function sourceCode(name: string, topic: string): string {
  return [
    `const stream = new EventSource('/api/events?topics=${topic.replaceAll(placeholder, '…')}');`,
    `stream.addEventListener('${name}', ({ data }) => console.log(JSON.parse(data)));`,
    `stream.addEventListener('reset', () => console.log('Some may have been missed.'));`,
  ].join('\n');
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
