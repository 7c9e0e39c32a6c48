import { setTimeout as wait } from 'node:timers/promises';

/** Waits until something holds, and says how long that took; fails past the limit, which is no target. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs: number, everyMs = 50): Promise<number> {
  const begun = performance.now();
  while (!(await holds())) {
    if (performance.now() - begun > limitMs) throw new Error(`It does not hold after ${limitMs / 1000} s.`);
    await wait(everyMs);
  }
  return performance.now() - begun;
}
