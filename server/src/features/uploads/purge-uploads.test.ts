import { expect, test } from 'vitest';
import { type Host, type Person, runDue, startHost } from '../../../test/host.ts';
import { base64, picture } from '../../../test/pictures.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { purgeUploads } from './purge-uploads.ts';

const dayMs = 86_400_000;

async function upload({ api }: Person): Promise<string> {
  return (await api.uploads.image.mutate(base64(await picture()))).url;
}

/** Runs the job as on a later day. */
async function purge(host: Host, daysLater: number): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, purgeUploads, {}));
  const now = () => new Date(Date.now() + daysLater * dayMs);
  await runDue({ ...host.services, now }, host.databaseUrl, [purgeUploads]);
  expect(await host.db.jobRun.count({ where: { name: purgeUploads.name, outcome: 'failed' } })).toBe(0);
}

async function statusOf(host: Host, url: string): Promise<number> {
  return (await fetch(`${host.url}${url}`)).status;
}

test('a picture that nothing refers to is removed after 7 days, with its file', async () => {
  const host = await startHost();
  const url = await upload(await host.signUp('Ada'));
  await purge(host, 6);
  expect(await statusOf(host, url)).toBe(200);
  await purge(host, 8);
  expect(await statusOf(host, url)).toBe(404);
  expect(await host.db.upload.count()).toBe(0);
});

test('a portrait stays, however old and whoever uploaded it, and the pictures of a deleted account go', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const [shown, own] = [await upload(ada), await upload(ada)];
  await grace.api.accounts.updateSettings.mutate({ image: shown });
  await host.db.user.delete({ where: { id: ada.id } });
  await purge(host, 400);
  expect([await statusOf(host, shown), await statusOf(host, own)]).toEqual([200, 404]);
});
