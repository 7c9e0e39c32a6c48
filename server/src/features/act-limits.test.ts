import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../test/host.ts';
import { refusal } from '../../test/refusal.ts';
import type { LimitedAct } from '../platform/limits.ts';

const text = { title: 'Engines', description: 'About them', body: 'Text' };

/** Each act, as somebody would do it who has none of them left. */
test('what is dear, or what others have to read, is refused to whoever does it too often', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const { slug } = await grace.api.articles.create.mutate(text);
  const { id } = await ada.api.comments.add.mutate({ slug, body: 'Well put.' });
  const draft = await ada.api.drafts.create.mutate(text);
  const acts: [LimitedAct, Parameters<typeof refusal>[0], () => Promise<unknown>][] = [
    ['publish', contract.articles.create, () => ada.api.articles.create.mutate(text)],
    ['publish', contract.drafts.publish, () => ada.api.drafts.publish.mutate({ id: draft.id })],
    ['comment', contract.comments.add, () => ada.api.comments.add.mutate({ slug, body: 'Again.' })],
    ['comment', contract.comments.edit, () => ada.api.comments.edit.mutate({ slug, id, body: 'Anew.' })],
    ['report', contract.reports.create, () => ada.api.reports.create.mutate({ slug, reason: 'spam' })],
    [
      'password',
      contract.accounts.updateSettings,
      () => ada.api.accounts.updateSettings.mutate({ password: 'another horse' }),
    ],
    ['search', contract.search.articles, () => host.api.search.articles.query({ q: 'engines' })],
  ];
  for (const act of new Set(acts.map(([name]) => name))) {
    const by = act === 'search' ? '127.0.0.1' : ada.id;
    const spend = async (): Promise<void> => host.services.limits.before(act, by).then(spend, () => undefined);
    await spend();
  }
  for (const [act, procedure, call] of acts) {
    expect(await refusal(procedure, call()), act).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  }
  expect(await host.db.report.count()).toBe(0);
  expect(await host.db.article.count()).toBe(1);
  // Nobody else is kept from anything, nor the same person from what they did not do too often.
  await grace.api.comments.add.mutate({ slug, body: 'Mine.' });
  await ada.api.accounts.updateSettings.mutate({ bio: 'Numbers.' });
});
