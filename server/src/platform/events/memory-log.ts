import { randomUUID } from 'node:crypto';
import { type EventLog, type LoggedMessage, type LogSink, pageSize, retention } from './event-log.ts';

interface Topic {
  /** Made with the topic: to a topic that was forgotten and came back, an older cursor means nothing. */
  readonly epoch: string;
  usedAtMs: number;
  last: number;
  readonly messages: LoggedMessage[];
  readonly keys: Set<string>;
}

/** Keeps topics in this process: for one instance alone, where no Redis is configured. */
export function createMemoryLog({ now = Date.now } = {}): EventLog {
  const listening = new Set<string>();
  const topicOf = rememberTopics(now, listening);
  let sink: LogSink | undefined;

  return {
    async publish(name, message, key) {
      const topic = topicOf(name);
      if (topic.keys.has(key)) return;
      remember(topic.keys, key);
      topic.last += 1;
      topic.messages.push({ seq: topic.last, message });
      if (topic.messages.length > retention.messages) topic.messages.shift();
      if (listening.has(name)) sink?.onMessage({ topic: name, epoch: topic.epoch, seq: topic.last, message });
    },
    async read(name, after) {
      const { epoch, last, messages } = topicOf(name);
      return { epoch, last, messages: messages.filter(({ seq }) => seq > after).slice(0, pageSize) };
    },
    async listen(names) {
      for (const name of names) listening.add(name);
    },
    async unlisten(name) {
      listening.delete(name);
    },
    async whisper(name, message) {
      if (listening.has(name)) sink?.onWhisper(name, message);
    },
    async tell(userId) {
      sink?.onTold(userId);
    },
    connect(given) {
      sink = given;
    },
    async close() {
      listening.clear();
    },
  };
}

/** Finds or makes topics, and forgets those that nobody used for long. */
function rememberTopics(now: () => number, listening: ReadonlySet<string>): (name: string) => Topic {
  // In the order in which they were used last.
  const topics = new Map<string, Topic>();

  const use = (name: string, topic: Topic): Topic => {
    topics.delete(name);
    topics.set(name, topic);
    topic.usedAtMs = now();
    return topic;
  };

  // Ends at the first that was used lately. What somebody listens to stays: its next message is no reason to reset.
  const forgetIdle = () => {
    for (const [name, topic] of topics) {
      if (now() - topic.usedAtMs <= retention.ms) return;
      if (listening.has(name)) use(name, topic);
      else topics.delete(name);
    }
  };

  return (name) => {
    forgetIdle();
    return use(name, topics.get(name) ?? newTopic());
  };
}

function newTopic(): Topic {
  return { epoch: randomUUID().slice(0, 8), usedAtMs: 0, last: 0, messages: [], keys: new Set() };
}

/** A job repeats within its retries, long before a thousand others have published to the same topic. */
function remember(keys: Set<string>, key: string): void {
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > retention.messages && oldest !== undefined) keys.delete(oldest);
}
