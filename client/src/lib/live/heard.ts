import { formatPosition, joinPositions, parseCursor, topicHash, type Position } from '@hybrid/contracts/kernel';

/** Where this tab is in each topic that it ever heard of: what says whether a message is new, and where to resume. */
export class Heard {
  readonly #positions = new Map<string, Position>();

  /**
   * Takes note of a message of a topic.
   *
   * @param id the cursor that came with it.
   * @returns whether it is new: what the tab before told and the one that took over tells again, is not.
   */
  take(topic: string, id: string): boolean {
    const hash = topicHash(topic);
    const position = parseCursor(id).get(hash);
    if (!position) return true;
    const known = this.#positions.get(hash);
    const isNew = known?.epoch !== position.epoch || known.seq < position.seq;
    if (isNew) this.#positions.set(hash, position);
    return isNew;
  }

  /** The cursor to resume these topics by; null where nothing is known of any. */
  cursorOf(topics: readonly string[]): string | null {
    const positions = topics.flatMap((topic) => {
      const hash = topicHash(topic);
      const position = this.#positions.get(hash);
      return position ? [formatPosition(hash, position)] : [];
    });
    return positions.length > 0 ? joinPositions(positions) : null;
  }
}
