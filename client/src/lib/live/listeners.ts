import type { LiveMessage } from './tab-message.ts';

/** What part of a page wants to know of a topic. */
export interface Listener {
  /** The event it is about. */
  readonly name: string;
  onEvent(payload: unknown): void;
  /** Some may have been missed; without it, whatever is on the screen is read again. */
  readonly onReset?: (() => void) | undefined;
  /** Whoever is signed in may not hear this topic, or is signed in no longer. */
  readonly onDenied?: (() => void) | undefined;
}

/** Who listens in this tab, by topic. */
export class Listeners {
  readonly #byTopic = new Map<string, Set<Listener>>();

  get topics(): readonly string[] {
    return [...this.#byTopic.keys()];
  }

  /** @returns whether the topic is new to this tab. */
  add(topic: string, listener: Listener): boolean {
    const known = this.#byTopic.get(topic);
    if (known) known.add(listener);
    else this.#byTopic.set(topic, new Set([listener]));
    return !known;
  }

  /** @returns whether nobody listens to the topic any more. */
  delete(topic: string, listener: Listener): boolean {
    const known = this.#byTopic.get(topic);
    known?.delete(listener);
    return known?.size === 0 && this.#byTopic.delete(topic);
  }

  has(topic: string): boolean {
    return this.#byTopic.has(topic);
  }

  /**
   * Hands a message to whoever it concerns.
   *
   * @param readAgain what a reset means where no listener of the topic knows better.
   */
  tell(message: LiveMessage, readAgain: () => void): void {
    const concerned = [...(this.#byTopic.get(message.topic) ?? [])];
    if (message.type === 'event') tellEvent(concerned, message);
    else if (message.type === 'denied') for (const { onDenied } of concerned) onDenied?.();
    else if (concerned.length > 0) tellReset(concerned, readAgain);
  }
}

function tellEvent(concerned: readonly Listener[], event: { readonly name: string; readonly payload?: unknown }): void {
  for (const { name, onEvent } of concerned) if (name === event.name) onEvent(event.payload);
}

function tellReset(concerned: readonly Listener[], readAgain: () => void): void {
  const resets = concerned.flatMap(({ onReset }) => onReset ?? []);
  for (const reset of resets.length > 0 ? resets : [readAgain]) reset();
}
