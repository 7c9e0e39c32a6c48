import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { byId, create, delete: remove, openArticle, save } = contract.drafts;
const blank = { title: '', description: '', body: '', tags: [], image: null };
const image = `/uploads/3f/${'3f'.repeat(16)}-1200x800.webp`;
const full = { title: 'Engines', description: 'About them', body: 'Text', tags: ['one', 'two'], image };
const notFound = { name: 'DRAFT_NOT_FOUND', data: null };
const nobodys = '00000000-0000-4000-8000-000000000000';

test('a draft is kept as it was typed, to the last space, and may lack everything', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const begun = await api.drafts.create.mutate({});
  expect(begun).toEqual({
    ...blank,
    id: expect.any(String),
    revision: 1,
    publishAt: null,
    missedAt: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    updatedAt: expect.any(String),
    article: null,
  });
  const text = { title: ' A title ', description: '\tfoo ', body: ' Text\n\n', tags: ['Zig', 'ada', 'zig'], image };
  const saved = await api.drafts.save.mutate({ id: begun.id, revision: 1, ...text });
  expect(saved).toMatchObject({ ...text, tags: ['zig', 'ada'], revision: 2 });
  expect(await api.drafts.byId.query({ id: begun.id })).toEqual(saved);
  expect(await host.db.article.count()).toBe(0);
});

test('a save over a revision that was not seen is refused with the draft that is stored', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { id } = await api.drafts.create.mutate({ title: 'First' });
  const stored = await api.drafts.save.mutate({ id, revision: 1, ...full });
  for (const revision of [1, 3, 2_147_483_647]) {
    const late = api.drafts.save.mutate({ id, revision, ...blank, title: 'Late' });
    expect(await refusal(save, late)).toEqual({ name: 'DRAFT_CONFLICT', data: { draft: stored } });
  }
  expect(await api.drafts.byId.query({ id })).toEqual(stored);
  expect(await api.drafts.save.mutate({ id, revision: 2, ...blank, title: 'Next' })).toMatchObject({ revision: 3 });
});

test('of ten saves over one revision at once exactly one is stored, and the others are shown it', async () => {
  const host = await startHost();
  const { api, token } = await host.signUp('Ada');
  const { id } = await api.drafts.create.mutate({});
  const clients = Array.from({ length: 10 }, () => host.apiOf(token));
  const saves = await Promise.allSettled(
    clients.map((client, index) => client.drafts.save.mutate({ id, revision: 1, ...blank, title: `Tab ${index}` })),
  );
  const [won, ...more] = saves.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  expect(more).toEqual([]);
  expect(await api.drafts.byId.query({ id })).toEqual(won);
  for (const outcome of saves) {
    if (outcome.status === 'fulfilled') continue;
    const told = await refusal(save, Promise.reject(outcome.reason));
    expect(told).toEqual({ name: 'DRAFT_CONFLICT', data: { draft: won } });
  }
});

test('a draft that is begun again under its id, as after a lost answer, is the one that was begun', async () => {
  const host = await startHost();
  const { api, token } = await host.signUp('Ada');
  const id = crypto.randomUUID();
  const clients = Array.from({ length: 5 }, () => host.apiOf(token));
  const begun = await Promise.all(clients.map((client) => client.drafts.create.mutate({ id, title: 'Once' })));
  for (const draft of begun) expect(draft).toEqual(begun[0]);
  expect(await host.db.draft.count()).toBe(1);
  const saved = await api.drafts.save.mutate({ id, revision: 1, ...full });
  expect(await api.drafts.create.mutate({ id, title: 'Again' })).toEqual(saved);
});

test('nobody sees, changes or deletes the draft of somebody else, and learns nothing of it', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const grace = await host.signUp('Grace', 'admin');
  const { id } = await ada.api.drafts.create.mutate(full);
  for (const draft of [id, nobodys]) {
    const { drafts } = grace.api;
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const calls = [
      drafts.byId.query({ id: draft }),
      drafts.save.mutate({ id: draft, revision: 1, ...blank }),
      drafts.delete.mutate({ id: draft }),
      drafts.publish.mutate({ id: draft }),
      drafts.schedule.mutate({ id: draft, at }),
      drafts.unschedule.mutate({ id: draft }),
    ];
    for (const refused of await Promise.all(calls.map((call) => refusal(byId, call))))
      expect(refused).toEqual(notFound);
  }
  expect(await refusal(create, grace.api.drafts.create.mutate({ id, title: 'Hers' }))).toEqual(notFound);
  expect(await grace.api.drafts.list.query()).toEqual([]);
  expect(await ada.api.drafts.byId.query({ id })).toMatchObject({ ...full, revision: 1 });
});

test('the list shows how a draft begins and what it lacks, the last changed first', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const first = await api.drafts.create.mutate({ ...blank, body: `  ${'x'.repeat(5000)}` });
  const second = await api.drafts.create.mutate(full);
  await api.drafts.create.mutate({ title: ' \n ', body: '\u00A0\u2003' });
  await api.drafts.save.mutate({ ...blank, id: first.id, revision: 1, title: 'Long', body: `  ${'x'.repeat(5000)}` });
  const listed = await api.drafts.list.query();
  expect(listed.map(({ title, excerpt, lacks }) => ({ title, excerpt, lacks }))).toEqual([
    { title: 'Long', excerpt: 'x'.repeat(280), lacks: ['description'] },
    { title: '', excerpt: '', lacks: ['title', 'description', 'body'] },
    { title: 'Engines', excerpt: 'About them', lacks: [] },
  ]);
  expect(listed[2]).toMatchObject({ id: second.id, publishAt: null, missedAt: null, article: null });
});

test('a deleted draft is gone, and cannot be deleted twice', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { id } = await api.drafts.create.mutate(full);
  expect(await api.drafts.delete.mutate({ id })).toBeNull();
  for (const call of [api.drafts.byId.query({ id }), api.drafts.delete.mutate({ id })]) {
    expect(await refusal(remove, call)).toEqual(notFound);
  }
  expect(await api.drafts.list.query()).toEqual([]);
});

test('a person keeps 200 drafts, also when the last two are begun at once, and articles left as they are make room', async () => {
  const host = await startHost();
  const { api, id: authorId, token } = await host.signUp('Ada');
  const article = await api.articles.create.mutate(full);
  await api.drafts.openArticle.mutate({ slug: article.slug });
  await host.db.draft.createMany({ data: Array.from({ length: 198 }, () => ({ authorId, title: 'One more' })) });
  // 199 with the article's, which nobody changed: two fit, of three at once.
  const { begun } = await host.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${authorId} FOR NO KEY UPDATE`;
    const calls = [1, 2, 3].map((n) => host.apiOf(token).drafts.create.mutate({ title: `At once ${n}` }));
    // All of them came before any of them was counted.
    await untilWaiting(host, 3);
    return { begun: Promise.allSettled(calls) };
  });
  const outcomes = await begun;
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toHaveLength(1);
  expect(await refusal(create, Promise.reject(refused[0]))).toEqual({ name: 'TOO_MANY_DRAFTS', data: null });
  expect(await host.db.draft.count()).toBe(200);
  const opened = api.drafts.openArticle.mutate({ slug: article.slug });
  expect(await refusal(openArticle, opened)).toEqual({ name: 'TOO_MANY_DRAFTS', data: null });
});

test('fields that are not valid are named, and nothing is stored', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { id } = await api.drafts.create.mutate({});
  const notOurs = ['must be a picture that was uploaded here'];
  const bad: [object, Record<string, string[]>][] = [
    [{ title: 'x'.repeat(161) }, { title: ['is too long (at most 160 characters)'] }],
    [{ description: 'x'.repeat(401) }, { description: ['is too long (at most 400 characters)'] }],
    [{ body: 'x'.repeat(200_001) }, { body: ['is too long (at most 200000 characters)'] }],
    [{ body: 'nul \0' }, { body: ['may not hold a NUL character'] }],
    [
      { title: 7, tags: 'a, b' },
      { title: ['must be text'], tags: ['must be a list of tags'] },
    ],
    [{ tags: Array.from({ length: 10_000 }, (_, n) => `${n}`) }, { tags: ['has too many (at most 20)'] }],
    [{ image: 'https://example.com/a.webp' }, { image: notOurs }],
    [{ image: `${image}?x` }, { image: notOurs }],
    [{ image: '/uploads/../../etc/passwd' }, { image: notOurs }],
    [{ revision: 0 }, { revision: ['must be at least 1'] }],
    [{ id: 'nonsense' }, { id: ['must be the id of a draft'] }],
  ];
  for (const [fields, messages] of bad) {
    const call = api.drafts.save.mutate({ id, revision: 1, ...full, ...fields });
    expect(await invalidFields(call), JSON.stringify(fields).slice(0, 80)).toEqual(messages);
  }
  expect(await api.drafts.byId.query({ id })).toMatchObject({ ...blank, revision: 1 });
});

test('tags that differ in half a character alone are stored as one, and published as one', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { id, tags } = await api.drafts.create.mutate({ ...full, tags: ['half \ud800', 'half \ud801', 'whole'] });
  expect(tags).toEqual(['half \ufffd', 'whole']);
  expect((await api.drafts.publish.mutate({ id })).tags).toEqual(tags);
});
