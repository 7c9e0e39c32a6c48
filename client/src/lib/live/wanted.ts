interface Want {
  readonly topics: readonly string[];
  isHeard: boolean;
}

/** What all tabs of a browser want to hear, as their leader knows it. */
export class Wanted {
  readonly #byTab = new Map<string, Want>();

  /**
   * What a tab wants now.
   *
   * @returns whether it is something that this tab did not want before.
   */
  set(tab: string, topics: readonly string[]): boolean {
    const before = this.#byTab.get(tab)?.topics ?? [];
    this.#byTab.delete(tab);
    if (topics.length > 0) this.#byTab.set(tab, { topics, isHeard: true });
    return topics.some((topic) => !before.includes(topic));
  }

  /** Forgets the tabs that said nothing since the last time: one that crashed takes no leave. */
  sweep(): void {
    for (const [tab, want] of this.#byTab) {
      if (!want.isHeard) this.#byTab.delete(tab);
      want.isHeard = false;
    }
  }

  /** Each topic once, those of the tab that spoke last first, and no more than one stream takes. */
  topics(most: number): string[] {
    const latest = [...this.#byTab.values()].toReversed().flatMap(({ topics }) => topics);
    return [...new Set(latest)].slice(0, most);
  }
}
