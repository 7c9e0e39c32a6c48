import { expect } from 'vitest';
import { purgeUploads } from '../src/features/uploads/purge-uploads.ts';
import { enqueue } from '../src/platform/jobs/enqueue.ts';
import { type Host, type Person, runDue } from './host.ts';
import { base64, picture } from './pictures.ts';

const dayMs = 86_400_000;

/** Uploads a picture; returns its address. */
export async function upload({ api }: Person): Promise<string> {
  return (await api.uploads.image.mutate(base64(await picture()))).url;
}

/** Removes what nothing refers to, as on a later day. */
export async function purge(host: Host, daysLater: number): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, purgeUploads, {}));
  const now = () => new Date(Date.now() + daysLater * dayMs);
  await runDue({ ...host.services, now }, host.databaseUrl, [purgeUploads]);
  expect(await host.db.jobRun.count({ where: { name: purgeUploads.name, outcome: 'failed' } })).toBe(0);
}

/** How a picture is answered for. */
export async function statusOf(host: Host, url: string): Promise<number> {
  return (await fetch(`${host.url}${url}`)).status;
}
