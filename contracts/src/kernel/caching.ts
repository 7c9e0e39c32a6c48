/**
 * For how long the answer of a query may be used again without asking, in seconds.
 *
 * @remarks
 * By the program that asked. By the caches between it and the server only where access is `anonymous`: no other answer is
 * everybody's. Whoever changes what is answered, and reads again, may be shown what was kept until the time is over.
 */
export interface Caching {
  readonly maxAge: number;
  /** For how long after that the answer may still be used, while a new one is fetched. */
  readonly staleWhileRevalidate?: number;
}
