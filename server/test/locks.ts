import { expect, vi } from 'vitest';
import type { Host } from './host.ts';

/** Waits until so many statements on a host's database wait for a lock that another transaction holds. */
export async function untilWaiting({ db }: Host, count: number): Promise<void> {
  const waiting = () => db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await vi.waitFor(async () => expect(await waiting()).toEqual([{ count }]), { interval: 5, timeout: 15_000 });
}
