import { contract, newsOffers } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { settings, choose } = contract.notifications;

const { kind, channel, wantedByDefault } = newsOffers[0] ?? expect.fail('There is nothing to choose.');

test('who never chose has what everybody gets', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await ada.api.notifications.settings.query()).toEqual({
    settings: newsOffers.map((offer) => ({ ...offer, wanted: offer.wantedByDefault })),
    isAddressConfirmed: false,
  });
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: true } });
  await host.services.auth.changed(ada.id);
  expect(await ada.api.notifications.settings.query()).toMatchObject({ isAddressConfirmed: true });
});

test('a choice is kept, can be taken back, and is that of the caller alone', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const wishOf = async ({ api }: typeof ada) =>
    (await api.notifications.settings.query()).settings.find((one) => one.kind === kind && one.channel === channel);
  const chosen = await ada.api.notifications.choose.mutate({ kind, channel, wanted: !wantedByDefault });
  expect(chosen).toEqual({ kind, channel, wanted: !wantedByDefault, wantedByDefault });
  expect(await wishOf(ada)).toMatchObject({ wanted: !wantedByDefault });
  expect(await wishOf(grace)).toMatchObject({ wanted: wantedByDefault });
  await ada.api.notifications.choose.mutate({ kind, channel, wanted: wantedByDefault });
  expect(await wishOf(ada)).toMatchObject({ wanted: wantedByDefault });
});

test('the same choice made many times at once is kept once', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const choices = Array.from({ length: 8 }, () =>
    host.apiOf(ada.token).notifications.choose.mutate({ kind, channel, wanted: false }),
  );
  await Promise.all(choices);
  expect(await host.db.notificationChoice.count()).toBe(1);
});

test('a choice of what there is not is refused at its field, and a stranger has none', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const pigeon = { kind, channel: 'pigeon', wanted: true } as never;
  expect(Object.keys(await invalidFields(api.notifications.choose.mutate(pigeon)))).toEqual(['channel']);
  const wish = { kind, channel, wanted: true };
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(settings, host.api.notifications.settings.query())).toEqual(unauthorized);
  expect(await refusal(choose, host.api.notifications.choose.mutate(wish))).toEqual(unauthorized);
});
