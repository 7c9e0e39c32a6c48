import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { purge, statusOf, upload } from '../../../test/uploads.ts';

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
