import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../test/host.ts';
import { callMutation, callQuery } from '../../test/wire.ts';

const nul = 'nul \u0000 byte';

/** Every text of every input, as a call with `text` in its place. */
function textFields(text: string, slug: string): { mutations: [string, object][]; queries: [string, object][] } {
  const article = { title: 'T', description: 'D', body: 'B', tags: ['t'] };
  return {
    mutations: [
      ['accounts.register', { username: text, email: 'a@example.com', password: 'long enough' }],
      ['accounts.register', { username: 'someone', email: text, password: 'long enough' }],
      ['accounts.register', { username: 'someone', email: 's@example.com', password: `long enough ${text}` }],
      ['accounts.signIn', { email: text, password: 'x' }],
      ['accounts.signIn', { email: 'ada@example.com', password: text }],
      ['accounts.updateSettings', { username: text }],
      ['accounts.updateSettings', { email: text }],
      ['accounts.updateSettings', { bio: text }],
      ['accounts.updateSettings', { image: `https://example.com/${text}` }],
      ...Object.keys(article).map((field): [string, object] => [
        'articles.create',
        { ...article, [field]: field === 'tags' ? [text] : text },
      ]),
      ...Object.keys(article).map((field): [string, object] => [
        'articles.edit',
        { slug, [field]: field === 'tags' ? [text] : text },
      ]),
      ['articles.edit', { slug: text, body: 'B' }],
      ...['id', ...Object.keys(article), 'image'].map((field): [string, object] => [
        'drafts.create',
        { [field]: field === 'tags' ? [text] : text },
      ]),
      ['drafts.save', { id: text, revision: 1, ...article, image: null }],
      ['drafts.publish', { id: text }],
      ['drafts.schedule', { id: '00000000-0000-4000-8000-000000000000', at: text }],
      ['drafts.openArticle', { slug: text }],
      ['articles.unpublish', { slug: text }],
      ['articles.create', { ...article, image: text }],
      ['articles.delete', { slug: text }],
      ['articles.favorite', { slug: text }],
      ['articles.unfavorite', { slug: text }],
      ['comments.add', { slug, body: text }],
      ['comments.add', { slug: text, body: 'B' }],
      ['comments.delete', { slug: text, id: 1 }],
      ['notifications.markRead', { id: text }],
      ['profiles.follow', { username: text }],
      ['profiles.unfollow', { username: text }],
    ],
    queries: [
      ['articles.bySlug', { slug: text }],
      ['articles.related', { slug: text }],
      ['search.articles', { q: text }],
      ['search.articles', { q: 'engines', tag: text }],
      ['search.articles', { q: 'engines', author: text }],
      ['articles.list', { tag: text }],
      ['articles.list', { author: text }],
      ['articles.list', { favoritedBy: text }],
      ['comments.list', { slug: text }],
      ['notifications.list', { after: text }],
      ['profiles.byUsername', { username: text }],
    ],
  };
}

async function startWithArticle(): Promise<{ host: Host; ada: Person; slug: string }> {
  const host = await startHost({ env: { RATE_LIMITS: 'off' } });
  const ada = await host.signUp('Ada');
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  return { host, ada, slug };
}

const texts = {
  'a NUL character': nul,
  'a lone surrogate': 'lone \ud800 surrogate',
  'a right-to-left override': 'over \u202e ride',
  SQL: `'; DROP TABLE "user"; --`,
  patterns: String.raw`%_\ * ? [a] $1 {{7*7}} \${7}`,
  markup: '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  'lines of a header': 'a\r\nSet-Cookie: session=stolen\r\n\r\n',
  'a path': '../../../../etc/passwd',
  'a name that every object has': '__proto__',
};

test('hostile text in any place is stored, found or refused, and never an error of ours', async () => {
  const { host, ada, slug } = await startWithArticle();
  const headers = { authorization: `Bearer ${ada.token}` };
  for (const [kind, text] of Object.entries(texts)) {
    const { mutations, queries } = textFields(text, slug);
    const calls = [
      ...queries.map(([procedure, input]) => callQuery(host.url, procedure, { input, headers })),
      ...mutations.map(([procedure, input]) => callMutation(host.url, procedure, { input, headers })),
    ];
    for (const [index, answer] of (await Promise.all(calls)).entries()) {
      const [procedure, input] = [...queries, ...mutations][index] ?? [];
      expect(answer.status, `${kind}: ${procedure} ${JSON.stringify(input)}`).toBeLessThan(500);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  }
  await host.runJobs();
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
});

test('a NUL character, which the database cannot hold, is refused with a message at its field', async () => {
  const { host, ada } = await startWithArticle();
  const headers = { authorization: `Bearer ${ada.token}` };
  const input = { title: nul, description: nul, body: nul, tags: [nul] };
  const { status, text } = await callMutation(host.url, 'articles.create', { input, headers });
  expect(status).toBe(422);
  const message = ['may not hold a NUL character'];
  const fields = { title: message, description: message, body: message, 'tags.0': message };
  expect(JSON.parse(text)).toMatchObject({ error: { data: { error: { data: { fields } } } } });
});

test('script text is stored and returned as it is, in every field that takes text', async () => {
  const { host, ada } = await startWithArticle();
  const script = '<script>alert("1")</script> & <b onclick=\'x\'>é 🐘</b>';
  const article = { title: script, description: script, body: script, tags: ['<script>1</script>'] };
  const { slug } = await ada.api.articles.create.mutate(article);
  expect(slug).not.toMatch(/[<>"'&]/);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject(article);
  expect(await host.api.tags.list.query()).toEqual([{ tag: '<script>1</script>', articles: 1 }]);
  await ada.api.comments.add.mutate({ slug, body: script });
  expect((await host.api.comments.list.query({ slug }))[0]?.body).toBe(script);
  await ada.api.accounts.updateSettings.mutate({ bio: script });
  expect((await host.api.profiles.byUsername.query({ username: 'Ada' })).bio).toBe(script);
});

/** A list in a list in a list, as deep as it is said. */
function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

test('a body that is no input is answered or refused, and changes no object of the server', async () => {
  const { host, ada, slug } = await startWithArticle();
  const headers = { authorization: `Bearer ${ada.token}` };
  const bodies = {
    'a list of 100,000 lists': `{"slug":"${slug}","tags":${nested(100_000)}}`,
    '100,000 lists in a field that is none': `{"slug":"${slug}","more":${nested(100_000)}}`,
    'nothing but lists': nested(100_000),
    'a prototype': `{"slug":"${slug}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`,
    'a prototype alone': '{"__proto__":{"slug":"engines","title":"polluted"}}',
    'a prototype as a list': `{"slug":"${slug}","tags":{"__proto__":[],"length":1}}`,
    'a number for a text': '{"slug":1e400}',
    'a list': '[]',
    null: 'null',
    'a text': '"engines"',
    'half an object': '{"slug":',
    nothing: '',
  };
  for (const [kind, body] of Object.entries(bodies)) {
    const { status } = await callMutation(host.url, 'articles.edit', { body, headers });
    expect(status, kind).toBeLessThan(500);
    expect({}, kind).not.toHaveProperty('polluted');
  }
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Engines', tags: [] });
});

test('numbers that no list or id has are refused', async () => {
  const { host, ada, slug } = await startWithArticle();
  const headers = { authorization: `Bearer ${ada.token}` };
  for (const number of ['1e400', '-1e400', '1e308', '-1', '0.5', '9007199254740993', '"1"', 'null']) {
    const page = await callQuery(host.url, 'articles.list', { body: `{"limit":${number}}` });
    expect(page, number).toMatchObject({ status: 422, error: 'INVALID_INPUT' });
    const far = await callQuery(host.url, 'articles.list', { body: `{"offset":${number}}` });
    expect(far, number).toMatchObject({ status: 422, error: 'INVALID_INPUT' });
    const comment = await callMutation(host.url, 'comments.delete', {
      body: `{"slug":"${slug}","id":${number}}`,
      headers,
    });
    expect(comment, number).toMatchObject({ status: 422, error: 'INVALID_INPUT' });
  }
});
