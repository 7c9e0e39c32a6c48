import { contract, events } from '@hybrid/contracts';
import { topicOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { startHost } from '../../../test/host.ts';
import { listenLive } from '../../../test/listen.ts';
import { refusal } from '../../../test/refusal.ts';
import { type Content, hideContent, showContent, warnAuthor } from './index.ts';

/** A host on which Ada wrote an article, and Alan a comment on it that names looms. */
async function startWithContent() {
  const host = await startHost();
  const [ada, alan, grace] = [await host.signUp('Ada'), await host.signUp('Alan'), await host.signUp('Grace')];
  const ctx = await contextOf(host, await host.signUp('boss', 'operator'));
  const { slug, id } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const { id: commentId } = await alan.api.comments.add.mutate({ slug, body: 'Buy my looms.' });
  await host.runJobs();
  const article: Content = { kind: 'article', id };
  const comment: Content = { kind: 'comment', id: commentId };
  const hide = (content: Content) => host.db.$transaction((tx) => hideContent(tx, ctx, { content, reason: 'Copied.' }));
  const show = (content: Content) => host.db.$transaction((tx) => showContent(tx, ctx, content));
  return { host, ada, alan, grace, ctx, slug, id, commentId, article, comment, hide, show };
}

test('its author cannot publish what is hidden, not by a draft either, and the database would refuse it', async () => {
  const { host, ada, slug, id, article, hide } = await startWithContent();
  await hide(article);
  expect(await refusal(contract.articles.republish, ada.api.articles.republish.mutate({ slug }))).toMatchObject({
    name: 'FORBIDDEN',
  });
  const draft = await ada.api.drafts.openArticle.mutate({ slug });
  expect(draft.article).toMatchObject({ isPublished: false, isHidden: true });
  const { id: draftId, revision, title, description, tags, image } = draft;
  const text = { title, description, tags, image, body: 'Mended.' };
  const saved = await ada.api.drafts.save.mutate({ id: draftId, revision, ...text });
  const published = await ada.api.drafts.publish.mutate({ id: draftId, revision: saved.revision });
  expect(published).toMatchObject({ body: 'Mended.', hidden: { reason: 'Copied.' } });
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 0 });
  await expect(host.db.article.update({ where: { id }, data: { unpublishedAt: null } })).rejects.toThrow(
    'article_hidden_is_unpublished',
  );
});

test('what its author had taken back before is theirs to publish when it is shown again, and all else is out', async () => {
  const { host, ada, slug, article, hide, show } = await startWithContent();
  await ada.api.articles.unpublish.mutate({ slug });
  await hide(article);
  await hide(article);
  await show(article);
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 0 });
  expect(await ada.api.articles.republish.mutate({ slug })).toMatchObject({ unpublishedAt: null });
  await hide(article);
  await show(article);
  await show(article);
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 1 });
  expect(await host.db.moderationNotice.groupBy({ by: ['kind'], _count: true, orderBy: { kind: 'asc' } })).toEqual([
    { kind: 'hidden', _count: 2 },
    { kind: 'shown', _count: 2 },
  ]);
});

test('whoever reads an article hears that it was hidden, and then no more; of a hidden comment, that it is gone', async () => {
  const { host, alan, slug, id, commentId, article, comment, hide, show } = await startWithContent();
  const topics = [topicOf(events.articleEdited, { articleId: id })];
  const reader = listenLive(host.url, { topics });
  await reader.until(1);
  await hide(comment);
  // An edit of what nobody sees is told to nobody.
  await alan.api.comments.edit.mutate({ slug, id: commentId, body: 'Buy my engines.' });
  await host.runJobs();
  await show(comment);
  await host.runJobs();
  await hide(article);
  await host.runJobs();
  const told = (await reader.until(5)).slice(1);
  expect(told).toMatchObject([
    { type: 'event', name: 'comments.deleted', payload: { id: commentId } },
    { type: 'event', name: 'comments.written', payload: { comment: { id: commentId, body: 'Buy my engines.' } } },
    { type: 'event', name: 'articles.edited', payload: { articleId: id, isHidden: true } },
    // Whoever missed that reads again, and finds nothing.
    { type: 'reset', topic: topics[0] },
  ]);
  expect(JSON.stringify(told)).not.toContain('Copied.');
});

test('an author is told in the product and by mail, in the moderators’ words, and nobody by whom', async () => {
  const { host, ada, alan, ctx, slug, comment, article, hide } = await startWithContent();
  await hide(comment);
  await host.db.$transaction((tx) => warnAuthor(tx, ctx, { content: article, words: 'Name your sources.' }));
  await host.runJobs();
  expect(await alan.api.moderation.notices.query()).toMatchObject({
    unread: 1,
    notices: [{ kind: 'hidden', words: 'Copied.', excerpt: 'Buy my looms.', isOfComment: true, slug }],
  });
  const mails = await host.db.mail.findMany({
    where: { template: 'moderation/notice' },
    orderBy: { createdAt: 'asc' },
  });
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    [alan.email, 'Moderators have hidden your comment'],
    [ada.email, 'A word from the moderators about your article'],
  ]);
  expect(mails[1]?.text).toContain('They write: Name your sources.');
  expect(JSON.stringify([mails, await ada.api.moderation.notices.query()])).not.toContain('boss');
  expect(await ada.api.moderation.markRead.mutate()).toEqual({ unread: 0 });
  expect(await alan.api.moderation.notices.query()).toMatchObject({ unread: 1 });
});

test('a hidden comment is no news, nowhere to be reported, and its author’s to delete', async () => {
  const { host, ada, alan, grace, slug, commentId, comment, hide } = await startWithContent();
  expect(await ada.api.notifications.list.query({})).toMatchObject({ unread: 1 });
  await hide(comment);
  expect(await ada.api.notifications.list.query({})).toMatchObject({ unread: 0, notifications: [] });
  const report = grace.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  expect(await refusal(contract.reports.create, report)).toMatchObject({ name: 'COMMENT_NOT_FOUND' });
  await alan.api.comments.delete.mutate({ slug, id: commentId });
  expect(await host.db.comment.count()).toBe(0);
  expect(await alan.api.moderation.notices.query()).toMatchObject({ notices: [{ excerpt: 'Buy my looms.' }] });
});

test('whoever is no operator hides, shows and warns nothing', async () => {
  const { host, grace, article } = await startWithContent();
  const ctx = await contextOf(host, grace);
  const given = { content: article, reason: 'Mine.', words: 'Mine.' };
  for (const attempt of [
    () => host.db.$transaction((tx) => hideContent(tx, ctx, given)),
    () => host.db.$transaction((tx) => showContent(tx, ctx, article)),
    () => host.db.$transaction((tx) => warnAuthor(tx, ctx, given)),
  ]) {
    await expect(attempt()).rejects.toThrow('You may not do this.');
  }
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 1 });
});
