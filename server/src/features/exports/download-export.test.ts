import { expect, test } from 'vitest';
import { contentOf, download, later, mailedLink, make, start } from '../../../test/data-export.ts';
import { runDue } from '../../../test/host.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { buildExport } from './build-export.ts';
import { purgeExports } from './purge-exports.ts';

const dayMs = 86_400_000;

test('its owner downloads it, as a file that no cache keeps', async () => {
  const { host, ada } = await start();
  const made = await make(host, ada);
  const answer = await download(host, made.id, ada);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-length': String(made.sizeBytes),
    'content-disposition': `attachment; filename="conduit-${made.createdAt.slice(0, 10)}.zip"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('nobody else gets it, nor learns whether it is there', async () => {
  const { host, ada, grace } = await start();
  const { id } = await make(host, ada);
  const none = '0191e5b2-0000-7000-8000-000000000000';
  for (const wanted of [id, none]) {
    expect((await download(host, wanted)).status).toBe(401);
    expect((await download(host, wanted, grace)).status).toBe(404);
  }
  expect((await download(host, 'x', ada)).status).toBe(404);
  expect((await fetch(`${host.url}/exports/`, { headers: { accept: 'text/html' } })).status).toBe(404);
});

test('the mail says that it is ready, once, and its link needs no signing in', async () => {
  const { host, ada } = await start();
  const made = await make(host, ada);
  await host.db.$transaction((tx) => enqueue(tx, buildExport, { exportId: made.id }));
  await host.runJobs();
  const mails = await host.db.mail.findMany({ where: { template: 'exports/ready' } });
  expect(mails).toMatchObject([{ to: ada.email, userId: ada.id }]);
  expect(await host.db.mail.count({ where: { state: 'failed' } })).toBe(0);
  const answer = await fetch(await mailedLink(host));
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(Object.keys(await contentOf(answer))).toContain('profile.json');
});

test('the mail to an address that nobody confirmed leads to a download for which its owner signs in', async () => {
  const { host, ada } = await start();
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: false } });
  const { id } = await make(host, ada);
  const { text } = await host.db.mail.findFirstOrThrow({ where: { template: 'exports/ready' } });
  expect(text).toContain(`/exports/${id}/download\n`);
  expect(text).not.toContain('token=');
  expect(text).toContain('It asks you to be signed in.');
  expect((await download(host, id)).status).toBe(401);
  expect((await download(host, id, ada)).status).toBe(200);
});

test('a link that was changed, or that was made for another copy, opens nothing', async () => {
  const { host, ada, grace } = await start();
  const { id: hers } = await make(host, grace);
  await host.db.mail.deleteMany();
  await make(host, ada);
  const link = new URL(await mailedLink(host));
  const token = link.searchParams.get('token') ?? '';
  const longer = host.services.signer.sign('exports.other', `${hers} ${Date.now() + dayMs}`);
  for (const [id, forged] of [
    [hers, token],
    [hers, longer],
    [hers, ''],
    [hers, `${token}x`],
  ] as const) {
    const answer = await fetch(`${host.url}/exports/${id}/download?token=${forged}`);
    expect(answer.status, forged).toBe(401);
  }
});

test('after 7 days neither page nor link gives it out, and the file is deleted with its row', async () => {
  const { host, ada } = await start();
  const { id } = await make(host, ada);
  const { storageKey } = await host.db.dataExport.findUniqueOrThrow({ where: { id } });
  const purge = async (days: number) => {
    await host.db.$transaction((tx) => enqueue(tx, purgeExports, {}));
    await runDue(later(host, days), host.databaseUrl, [purgeExports]);
  };
  await purge(6);
  expect((await download(host, id, ada)).status).toBe(200);
  const link = await mailedLink(host);
  await host.db.dataExport.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect((await download(host, id, ada)).status).toBe(404);
  expect((await fetch(link)).status).toBe(404);
  expect(await ada.api.exports.list.query()).toEqual([]);

  await purge(0);
  expect(await host.db.dataExport.count()).toBe(0);
  expect(await host.services.storage.get(storageKey ?? '')).toBeNull();
});

test('the file of an account that is gone does not stay', async () => {
  const { host, ada } = await start();
  await make(host, ada);
  await host.db.user.delete({ where: { id: ada.id } });
  await host.db.$transaction((tx) => enqueue(tx, purgeExports, {}));
  await runDue(later(host, 9), host.databaseUrl, [purgeExports]);
  const left: string[] = [];
  for await (const { key } of host.services.storage.list('exports/')) left.push(key);
  expect(left).toEqual([]);
});

test('an account that was suspended meanwhile gets nothing out', async () => {
  const { host, ada } = await start();
  await make(host, ada);
  const link = await mailedLink(host);
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  expect((await fetch(link)).status).toBe(404);
});
