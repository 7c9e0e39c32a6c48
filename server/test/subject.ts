import { contract, type Notification } from '@hybrid/contracts';
import { type AnyProcedure, parseRate, rateOf } from '@hybrid/contracts/kernel';
import type { Db } from '@hybrid/prisma';
import { commentAddedMail } from '../src/features/notifications/mails.ts';
import type { Api, Host, Person } from './host.ts';

// What the tests of the platform borrow from the product: where the product is swapped, this file is.

const article = { title: 'Engines', description: 'About them', body: 'Text' };
const { create } = contract.articles;
const counted = rateOf(create.limit ?? '1/day', 'articles.create');

/** A write of the product that is carried out once under a key, and what comes of it. */
export const write = {
  name: 'articles.create',
  input: article,
  /** The same with its fields in another order. */
  reordered: { body: article.body, description: article.description, title: article.title },
  /** Another input. */
  changed: { ...article, title: 'Looms' },
  /** What is refused for its input. */
  invalid: { ...article, title: '' },
  /** The bucket in which its calls are counted. */
  bucket: counted.bucket,
  allowance: parseRate(counted.rate),
  /** The job that it enqueues. */
  job: 'articles.published',
  /** Its place in the REST face, and its body there. */
  rest: { path: '/articles', bodyOf: (input: object) => ({ article: input }) },
  /** The table that it writes to. */
  table: 'article',
  /** How many of what it writes there are. */
  count: (db: Db) => db.article.count(),
};

/** The body by which somebody signs up in the REST face. */
export const registrationOf = (person: object): object => ({ user: person });

/** Something that may be done only so often. */
export const limited = {
  name: 'search.articles',
  procedure: contract.search.articles as AnyProcedure,
  input: { q: '' },
  calls: 120,
  seconds: 60,
};

/** What somebody is told of. */
export const news = {
  sample: {
    kind: 'comment_added' as const,
    actor: { username: 'ada', image: null },
    article: { slug: 'a', title: 'A' },
  },
  /** Sees to it that readers will be told of what somebody does. */
  async prepare(readers: readonly Api[], writer: Pick<Person, 'username'>): Promise<void> {
    for (const reader of readers) await reader.profiles.follow.mutate({ username: writer.username });
  },
  /** Does something, under a title, of which these readers are told. */
  async cause(_readers: readonly Api[], writer: Pick<Person, 'api'>, title: string): Promise<void> {
    await writer.api.articles.create.mutate({ ...article, title });
  },
  titleOf: ({ article: { title } }: Notification) => title,
};

/** A mail that tells what somebody wrote. */
export const mail = {
  template: commentAddedMail,
  data: {
    count: 1,
    comments: [{ author: 'grace', title: 'Moss', slug: 'moss', excerpt: '<script>alert(1)</script>' }],
  },
  subject: 'grace commented on “Moss”',
  /** Where its button leads. */
  path: '/article/moss#comments',
};

/** Every write of the product that is carried out once, as somebody sends it, and how often it was done. */
export async function keyedWrites({ db }: Host, [ada, grace]: readonly [Person, Person]) {
  const { slug } = await grace.api.articles.create.mutate(article);
  const { id } = await ada.api.drafts.create.mutate({ ...article, title: 'Looms' });
  const calls: [name: string, input: object, count: () => Promise<number>][] = [
    ['articles.create', { ...article, title: 'Twice' }, () => db.article.count({ where: { title: 'Twice' } })],
    ['comments.add', { slug, body: 'Twice.' }, () => db.comment.count()],
    ['reports.create', { slug, reason: 'spam' }, () => db.report.count()],
    ['drafts.publish', { id }, () => db.article.count({ where: { title: 'Looms' } })],
    ['exports.request', {}, () => db.dataExport.count()],
  ];
  return calls;
}

/** Makes something to be seen on the product's own pages of the admin: the ids in their addresses, by section. */
export async function adminIds({ db }: Host, { id }: Pick<Person, 'id'>): Promise<Record<string, string>> {
  const text = { slug: 'a', title: 'A', description: 'About', body: 'Text' };
  const { id: articleId } = await db.article.create({ data: { ...text, authorId: id } });
  const { id: reports } = await db.report.create({
    data: { articleId, reporterId: id, reason: 'spam', isOfComment: false, excerpt: 'Text', author: 'target' },
  });
  const tag = { articleId, tag: 'moss', position: 0 };
  await db.articleTag.create({ data: tag });
  const { id: comments } = await db.comment.create({ data: { articleId, authorId: id, body: 'Text' } });
  const picture = { key: '3f/3f00000000000000000000000000aaaa-2x2.webp', sizeBytes: 1, width: 2, height: 2 };
  const { id: uploads } = await db.upload.create({ data: { ...picture, ownerId: id } });
  return { reports, articles: articleId, comments: String(comments), tags: tag.tag, uploads };
}

/** Values that fields of these names must have so that a call finds what it is about. */
export async function knownValues({ api }: Person): Promise<Record<string, unknown>> {
  const { slug } = await api.articles.create.mutate(article);
  return { slug };
}

/** Makes what the examples of the documentation are about. */
export async function makeExamples({ api }: Person): Promise<void> {
  await api.articles.create.mutate({ ...article, title: 'Notes on the engine' });
}

/** A table, and a read of the product that waits while nobody may read it: as a typed call, and by its path in the REST face. */
export const table = { name: 'article', read: { name: 'articles.list', input: {}, path: '/articles' } };
