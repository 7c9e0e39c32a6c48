import { randomUUID } from 'node:crypto';
import { type EventLog, type LoggedMessage, pageSize, retention } from './event-log.ts';

interface Topic {
  last: number;
  readonly messages: LoggedMessage[];
  readonly keys: Set<string>;
}

/** Keeps topics in this process: for one instance alone, where no Redis is configured. */
export function createMemoryLog(): EventLog {
  const epoch = randomUUID().slice(0, 8);
  const topics = new Map<string, Topic>();
  const listening = new Set<string>();
  let sink: Parameters<EventLog['connect']>[0] | undefined;

  const topicOf = (name: string): Topic => {
    const topic = topics.get(name) ?? { last: 0, messages: [], keys: new Set<string>() };
    topics.set(name, topic);
    return topic;
  };

  return {
    async publish(name, message, key) {
      const topic = topicOf(name);
      if (topic.keys.has(key)) return;
      remember(topic.keys, key);
      topic.last += 1;
      topic.messages.push({ seq: topic.last, message });
      if (topic.messages.length > retention.messages) topic.messages.shift();
      if (listening.has(name)) sink?.onMessage({ topic: name, epoch, seq: topic.last, message });
    },
    async read(name, after) {
      const { last, messages } = topics.get(name) ?? { last: 0, messages: [] };
      return { epoch, last, messages: messages.filter(({ seq }) => seq > after).slice(0, pageSize) };
    },
    async listen(name) {
      listening.add(name);
    },
    async unlisten(name) {
      listening.delete(name);
    },
    connect(given) {
      sink = given;
    },
    async close() {
      listening.clear();
    },
  };
}

/** A job repeats within its retries, long before a thousand others have published to the same topic. */
function remember(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > retention.messages && oldest !== undefined) keys.delete(oldest);
}
