/** One tab of the browser does something for all of them. */
export interface Leadership {
  /** Takes it from the tab that has it, because that one does not answer. */
  seize(): void;
  /** Gives it to the next tab that waits. */
  leave(): void;
}

/** Whether tabs can agree on one of them: browsers expose locks to secure origins only, whatever their types say. */
export function canLead(): boolean {
  const locks: LockManager | undefined = navigator.locks;
  return locks !== undefined;
}

/**
 * Waits for its turn to lead, and again after every loss.
 *
 * @remarks
 * A tab that closes gives its lock back, and the next one leads. Where tabs cannot agree, every tab leads.
 *
 * @param tell hears each change.
 */
export function lead(name: string, tell: (isLeading: boolean) => void): Leadership {
  const left = new AbortController();
  if (!canLead()) {
    tell(true);
    return { seize: () => undefined, leave: () => tell(false) };
  }
  const { locks } = navigator;
  const hold = async () => {
    if (left.signal.aborted) return;
    tell(true);
    await new Promise((resolve) => left.signal.addEventListener('abort', resolve, { once: true }));
  };
  const wait = () => {
    // Refused where it left before its turn came, and where another tab took it: then it waits again.
    locks.request(name, { signal: left.signal }, hold).catch(lose);
  };
  const lose = () => {
    tell(false);
    if (!left.signal.aborted) wait();
  };
  wait();
  return {
    seize: () => void locks.request(name, { steal: true }, hold).catch(lose),
    leave: () => {
      left.abort();
      tell(false);
    },
  };
}
