import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields } from '../../../test/refusal.ts';

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
});

test('the digest comes by mail alone', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const digestInApp = { kind: 'digest', channel: 'app', wanted: true } as const;
  expect(await invalidFields(api.notifications.choose.mutate(digestInApp))).toEqual({
    channel: ['must be mail for the digest'],
  });
});
