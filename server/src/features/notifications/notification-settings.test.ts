import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { settings, choose } = contract.notifications;

test('who never chose is told in the product, and by mail of answers and once a week', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await ada.api.notifications.settings.query()).toEqual({
    settings: [
      { kind: 'article_published', channel: 'app', wanted: true, wantedByDefault: true },
      { kind: 'article_published', channel: 'mail', wanted: false, wantedByDefault: false },
      { kind: 'comment_added', channel: 'app', wanted: true, wantedByDefault: true },
      { kind: 'comment_added', channel: 'mail', wanted: true, wantedByDefault: true },
      { kind: 'digest', channel: 'mail', wanted: true, wantedByDefault: true },
    ],
    isAddressConfirmed: false,
  });
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: true } });
  expect(await ada.api.notifications.settings.query()).toMatchObject({ isAddressConfirmed: true });
});

test('a choice is kept, can be taken back, and is that of the caller alone', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const wishOf = async ({ api }: typeof ada) =>
    (await api.notifications.settings.query()).settings.filter(({ kind }) => kind === 'digest');
  const chosen = await ada.api.notifications.choose.mutate({ kind: 'digest', channel: 'mail', wanted: false });
  expect(chosen).toEqual({ kind: 'digest', channel: 'mail', wanted: false, wantedByDefault: true });
  expect(await wishOf(ada)).toMatchObject([{ wanted: false }]);
  expect(await wishOf(grace)).toMatchObject([{ wanted: true }]);
  await ada.api.notifications.choose.mutate({ kind: 'digest', channel: 'mail', wanted: true });
  expect(await wishOf(ada)).toMatchObject([{ wanted: true }]);
});

test('the same choice made many times at once is kept once', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const choices = Array.from({ length: 8 }, () =>
    host.apiOf(ada.token).notifications.choose.mutate({ kind: 'comment_added', channel: 'app', wanted: false }),
  );
  await Promise.all(choices);
  expect(await host.db.notificationChoice.count()).toBe(1);
});

test('a choice of what there is not is refused at its field, and a stranger has none', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const digestInApp = { kind: 'digest', channel: 'app', wanted: true } as const;
  expect(await invalidFields(api.notifications.choose.mutate(digestInApp))).toEqual({
    channel: ['must be mail for the digest'],
  });
  const pigeon = { kind: 'digest', channel: 'pigeon', wanted: true } as never;
  expect(Object.keys(await invalidFields(api.notifications.choose.mutate(pigeon)))).toEqual(['channel']);
  const wish = { kind: 'digest', channel: 'mail', wanted: true } as const;
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(settings, host.api.notifications.settings.query())).toEqual(unauthorized);
  expect(await refusal(choose, host.api.notifications.choose.mutate(wish))).toEqual(unauthorized);
});
