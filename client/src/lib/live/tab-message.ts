import { canLead } from './leadership.ts';

/** What comes over the stream, as it is read from JSON. */
export type LiveMessage =
  | { readonly type: 'event'; readonly topic: string; readonly name: string; readonly payload?: unknown }
  | { readonly type: 'reset' | 'denied'; readonly topic: string };

/** Whether the stream of this browser stands. */
export type LiveState = 'idle' | 'opening' | 'open';

/** What the tabs of a browser say to each other. Only our own pages can write to a channel of this origin. */
export type TabMessage =
  /** What a tab wants to hear; said to whoever leads, whenever it changes or is asked for. */
  | { readonly type: 'want'; readonly tab: string; readonly topics: readonly string[] }
  /** The leader is there, with its stream: said at once when that changes, and to whoever asks. */
  | { readonly type: 'lead'; readonly state: LiveState; readonly topics: readonly string[] }
  /** Is anybody leading? */
  | { readonly type: 'probe' }
  /** What came over the stream. */
  | { readonly type: 'told'; readonly id: string; readonly message: LiveMessage };

/** How the tabs of a browser hear each other. */
export interface TabChannel {
  post(message: TabMessage): void;
  close(): void;
}

/** Joins the channel of that name. Where no tab can lead, each is for itself. */
export function joinTabs(name: string, receive: (message: TabMessage) => void): TabChannel {
  if (!canLead()) return { post: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', (event: MessageEvent<TabMessage>) => receive(event.data));
  // The rule is about windows: a channel is of one origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}
