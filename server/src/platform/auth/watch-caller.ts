import { Failure } from '../failure.ts';

/** How often the caller of an open stream is looked at. */
const lookMs = 15_000;
/** Streams that a restart made begin together do not ask together for ever. */
const jitter = 0.2;

/** What is asked while a stream is open, and what follows from the answers. */
export interface CallerWatch {
  /** Asks anew whether the caller may still listen. */
  mayStay(): Promise<boolean>;
  /** Hears of every look that did not end the watch. */
  onStay?(): void;
  /** Hears, once, that the caller may not; the watch has ended. */
  onRefused(): void;
  /** How often it is asked; 15 s unless told. */
  readonly everyMs?: number | undefined;
}

/**
 * Asks again and again whether the caller of a stream may still listen.
 *
 * @remarks
 * Only a definite no ends anything: while the database is away nobody can be asked about, and the stream goes on.
 *
 * @returns what ends the watch.
 */
export function watchCaller({ mayStay, onStay, onRefused, everyMs = lookMs }: CallerWatch): () => void {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const may = await mayStay().catch((error: unknown) => !isDefinite(error));
    if (isOver) return;
    if (!may) return onRefused();
    onStay?.();
    wait();
  };
  const wait = () => {
    timer = setTimeout(() => void look(), everyMs * (1 + jitter * (2 * Math.random() - 1)));
  };
  wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** A stale token is refused by a failure; what else goes wrong says nothing about the caller. */
function isDefinite(error: unknown): boolean {
  return error instanceof Failure && error.status < 500;
}
