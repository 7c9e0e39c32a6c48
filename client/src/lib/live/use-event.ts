import type { events } from '@hybrid/contracts';
import { contractFacts } from '@hybrid/contracts/client';
import { type PayloadOf, topicOf, type TopicKeys } from '@hybrid/contracts/kernel';
import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Live } from './live.ts';
import type { LiveState } from './tab-message.ts';

type Events = typeof events;
/** The events of the contract, by the names they travel under. */
type EventsByName = { [K in keyof Events as Events[K]['name']]: Events[K] };
/** The name of an event that the contract declares. */
export type EventName = keyof EventsByName;

/** What else a listener may want to know. */
export interface EventOptions {
  /** Some events may have been missed: read again what is shown of the topic. Without it, all that is on the screen is. */
  readonly onReset?: () => void;
  /** The person may not hear this topic, or is signed in no longer. */
  readonly onDenied?: () => void;
}

/** What the page listens to; null before it is there, and in tests of what does not listen. */
export const LiveContext = createContext<Live | null>(null);

/**
 * Hears an event of the contract while the component is there, over the one stream of the browser.
 *
 * @remarks
 * By its name and not its contract, so that no schema travels with the page: what comes was checked where it was announced.
 *
 * @param keys what the placeholders of its topic stand for; null listens to nothing.
 *
 * @example
 * useEvent('comments.written', { articleId }, ({ comment }) => show(comment));
 */
export function useEvent<N extends EventName>(
  name: N,
  keys: TopicKeys<EventsByName[N]['topic']> | null,
  ...[onEvent, options = {}]: [onEvent: (payload: PayloadOf<EventsByName[N]>) => void, options?: EventOptions]
): void {
  const live = use(LiveContext);
  const template = contractFacts.events[name];
  const topic = keys && template ? topicOf(template, keys) : null;
  const tell = useEffectEvent((payload: unknown) => onEvent(payload as PayloadOf<EventsByName[N]>));
  const reset = useEffectEvent(() => options.onReset?.());
  const deny = useEffectEvent(() => options.onDenied?.());
  const hasReset = options.onReset !== undefined;
  useEffect(() => {
    if (!live || topic === null) return undefined;
    return live.listen(topic, {
      name,
      onEvent: (payload) => tell(payload),
      ...(hasReset && { onReset: () => reset() }),
      onDenied: () => deny(),
    });
  }, [live, topic, name, hasReset]);
}

/** How the stream of the browser stands. */
export function useLiveState(): LiveState {
  const live = use(LiveContext);
  return useSyncExternalStore(live?.subscribe ?? nothing, live?.state ?? idle);
}

const nothing = () => () => undefined;
const idle = () => 'idle' as const;
