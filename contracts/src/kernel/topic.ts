import type { TopicKeys } from './event.ts';

/**
 * Names the topic of an event: its template, filled.
 *
 * @example
 * topicOf(events.favoritesChanged, { articleId })
 */
export function topicOf<T extends string>(event: { readonly topic: T }, keys: TopicKeys<T>): string {
  const values = new Map<string, unknown>(Object.entries(keys));
  return event.topic.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values.get(key)));
}
