import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { noticeAfter } from '../../../test/notice.ts';
import { createVisitor } from '../../../test/visitor.ts';

/** A host with a member of staff at the door, and articles of Ada, one with a comment by Grace. */
async function startWithContent(role: 'viewer' | 'operator' | 'admin') {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const text = { description: 'About it', body: 'Its words.' };
  const engines = await ada.api.articles.create.mutate({ ...text, title: 'Engines', tags: ['steam'] });
  const looms = await ada.api.articles.create.mutate({ ...text, title: 'Looms', tags: ['cloth'] });
  const { id: commentId } = await grace.api.comments.add.mutate({ slug: 'engines', body: 'Buy my looms.' });
  return { host, visitor, ada, grace, engines, looms, commentId, at: `/admin/articles/${engines.id}` };
}

/** The fields of the form on a page that stand hidden in it. */
function hiddenFields(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

test('articles are found by a part of their title, by state, author and tag, and nothing is offered to a viewer', async () => {
  const { visitor, ada, looms, at } = await startWithContent('viewer');
  await ada.api.articles.unpublish.mutate({ slug: 'looms' });
  for (const [question, found] of [
    ['', ['Engines', 'Looms']],
    ['?q=NGIN', ['Engines']],
    ['?state=published', ['Engines']],
    ['?state=unpublished', ['Looms']],
    ['?state=hidden', []],
    ['?author=ada', ['Engines', 'Looms']],
    ['?author=grace', []],
    ['?author=nobody', []],
    ['?tag=CLOTH', ['Looms']],
    ['?tag=cloth&state=published', []],
  ] as const) {
    const { html } = await visitor.get(`/admin/articles${question}`);
    const titles = [...html.matchAll(/<th scope="row"><a[^>]*>([^<]+)</g)].map(([, title]) => title);
    expect([question, new Set(titles)]).toEqual([question, new Set(found)]);
  }
  const page = await visitor.get(at);
  for (const words of ['<h1>Engines</h1>', 'published', 'steam', 'href="/article/engines"', 'Its words.']) {
    expect(page.html).toContain(words);
  }
  // What its author took back is theirs alone.
  const { html: back } = await visitor.get(`/admin/articles/${looms.id}`);
  for (const words of ['Its words.', 'href="/article/looms"']) expect(back).not.toContain(words);
  expect(page.html).not.toContain('Hide…');
});

test('an operator hides an article with a reason, changes the reason, and shows it again, each written down', async () => {
  const { host, visitor, ada, engines, at } = await startWithContent('operator');
  expect((await visitor.get(at)).html).toContain('Hide…');
  expect((await visitor.get(`${at}/hide`)).html).toContain('gone at once from every list');
  const without = await visitor.post(`${at}/hide`, { reason: ' ' });
  expect([without.status, without.html]).toEqual([422, expect.stringContaining('t be blank.')]);
  const hidden = await visitor.post(`${at}/hide`, { reason: 'Copied.' });
  expect(hidden.headers.get('location')).toBe(at);
  const after = await visitor.get(at);
  for (const words of ['Hidden: Engines', `action="${at}/show?undo=`, 'Copied.', 'Its words.']) {
    expect(after.html).toContain(words);
  }
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 1 });

  const form = hiddenFields((await visitor.get(`${at}/edit`)).html);
  const asked = await visitor.post(`${at}/edit`, { ...form, hiddenReason: 'Copied from a book.' });
  expect(asked.html).toContain('<ins>Copied from a book.</ins>');
  await visitor.post(`${at}/edit`, hiddenFields(asked.html));
  expect(await ada.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({
    hidden: { reason: 'Copied from a book.' },
  });

  await visitor.post(`${at}/show`);
  await visitor.post(`${at}/show`);
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 2 });
  const lines = await host.db.auditLog.findMany({ where: { target: `article:${engines.id}` }, orderBy: { at: 'asc' } });
  expect(lines.map(({ action }) => action)).toEqual(['articles.hidden', 'articles.edited', 'articles.shown']);
  // What is not hidden has no reason to change.
  expect((await visitor.get(`${at}/edit`)).status).toBe(303);
});

test('another reason for what is hidden is no edit of it: neither the article nor a report of it says that it was changed', async () => {
  const { host, visitor, grace, engines, at } = await startWithContent('operator');
  await grace.api.reports.create.mutate({ slug: 'engines', reason: 'copyright' });
  await visitor.post(`${at}/hide`, { reason: 'Copied.' });
  const before = await host.db.article.findUniqueOrThrow({ where: { id: engines.id } });
  const form = hiddenFields((await visitor.get(`${at}/edit`)).html);
  const asked = await visitor.post(`${at}/edit`, { ...form, hiddenReason: 'Copied from a book.' });
  await visitor.post(`${at}/edit`, hiddenFields(asked.html));
  const after = await host.db.article.findUniqueOrThrow({ where: { id: engines.id } });
  expect(after).toEqual({ ...before, hiddenReason: 'Copied from a book.' });
  const { id } = await host.db.report.findFirstOrThrow();
  const page = await visitor.get(`/admin/reports/${id}`);
  expect(page.html).toContain('Copied from a book.');
  expect(page.html).not.toContain('Changed since');
});

test('an old button does not show what somebody else has hidden anew', async () => {
  const { host, visitor, commentId } = await startWithContent('operator');
  const bea = createVisitor(host.url);
  await bea.signIn((await host.signUp('Bea', 'operator')).email);
  const at = `/admin/comments/${commentId}`;
  for (const [hide, form] of [
    ['hide', { reason: 'No.' }],
    ['spam', {}],
  ] as const) {
    const { undo } = await noticeAfter(visitor, await visitor.post(`${at}/${hide}`, form));
    await bea.post(`${at}/show`);
    await bea.post(`${at}/hide`, { reason: 'It names a child.' });
    expect(await noticeAfter(visitor, await visitor.post(String(undo)))).toEqual({
      text: 'Not undone: it was hidden since by Bea.',
      undo: null,
    });
    expect(await host.db.comment.count({ where: { hiddenReason: 'It names a child.' } })).toBe(1);
    await bea.post(`${at}/show`);
  }
});

test('a wave of spam is hidden by a job, articles and comments alike, and shown again by another', async () => {
  const { host, visitor, grace, engines } = await startWithContent('operator');
  await grace.api.comments.add.mutate({ slug: 'looms', body: 'Buy my engines.' });
  await grace.api.comments.add.mutate({ slug: 'looms', body: 'Lovely.' });
  for (const [list, question] of [
    ['comments', '?q=buy%20my'],
    ['articles', '?q=engines'],
  ]) {
    const path = `/admin/${list}/all/spam${question}`;
    await visitor.post(path, hiddenFields((await visitor.get(path)).html));
  }
  await host.runJobs();
  expect(await host.db.comment.findMany({ where: { hiddenAt: null }, select: { body: true } })).toEqual([
    { body: 'Lovely.' },
  ]);
  expect(await host.db.article.findUnique({ where: { id: engines.id } })).toMatchObject({
    hiddenReason: 'It was taken for advertising or spam.',
  });
  expect(await host.db.moderationNotice.count({ where: { userId: grace.id, kind: 'hidden' } })).toBe(2);
  const path = '/admin/comments/all/show?state=hidden';
  await visitor.post(path, hiddenFields((await visitor.get(path)).html));
  await host.runJobs();
  expect(await host.db.comment.count({ where: { hiddenAt: null } })).toBe(3);
});

test('comments are found by what they say and where they stand, and hidden one by one', async () => {
  const { host, visitor, grace, commentId } = await startWithContent('operator');
  const found = await visitor.get('/admin/comments?q=looms&article=engines&author=GRACE&state=shown');
  expect(found.html).toContain(`href="/admin/comments/${commentId}"`);
  expect((await visitor.get('/admin/comments?article=nowhere')).html).toContain('0 found');
  await visitor.post(`/admin/comments/${commentId}/hide`, { reason: 'No advertising.' });
  expect(await host.api.comments.list.query({ slug: 'engines' })).toEqual([]);
  expect(await grace.api.comments.list.query({ slug: 'engines' })).toMatchObject([
    { hidden: { reason: 'No advertising.' } },
  ]);
  for (const id of ['0', 'x', '99999999999', '-1']) {
    expect((await visitor.get(`/admin/comments/${id}`)).status).toBe(404);
  }
});

test('a list of comments goes on from its last one, however many it has', async () => {
  const { host, visitor, grace, engines } = await startWithContent('viewer');
  await host.db.$executeRaw`
    INSERT INTO comment (body, article_id, author_id, updated_at)
    SELECT 'Number ' || n, ${engines.id}::uuid, ${grace.id}, now() FROM generate_series(1, 120) n`;
  const seen: string[] = [];
  let path: string | undefined = '/admin/comments?q=number';
  while (path !== undefined) {
    const { html } = await visitor.get(path);
    seen.push(...[...html.matchAll(/>(Number \d+)</g)].map(([, body = '']) => body));
    const older = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    path = older && `/admin/comments${older}`;
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(JSON.parse((await visitor.get('/admin/comments/export.json?q=number')).html)).toHaveLength(120);
});
