import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface SeedArticle {
  /** The file's name. */
  slug: string;
  title: string;
  author: string;
  description: string;
  tags: string[];
  daysAgo: number;
  body: string;
}

/** Reads every article of `directory`; one that is not as it should be is named, with what is wrong. */
export async function readArticles(directory: string, usernames: ReadonlySet<string>): Promise<SeedArticle[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.md')).toSorted();
  if (files.length === 0) throw new Error(`No articles to seed in ${directory}.`);
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(directory, file), 'utf8');
      try {
        const article = parseArticle(path.basename(file, '.md'), text);
        if (!usernames.has(article.author)) throw new Error(`"author" ${article.author} is none of the seeded people`);
        return article;
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        throw new Error(`Seed article ${file}: ${problem}`, { cause: error });
      }
    }),
  );
}

const keys = ['title', 'author', 'description', 'tags', 'daysAgo'] as const;
type Key = (typeof keys)[number];

export function parseArticle(slug: string, text: string): SeedArticle {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug))
    throw new Error('the file name is the slug: lower case words and hyphens');
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text.replaceAll('\r\n', '\n')) ?? [];
  if (head === undefined || body === undefined) throw new Error('no head between two lines of three hyphens');
  const { title, author, description, tags, daysAgo } = parseHead(head);
  if (body.trim() === '') throw new Error('no text below the head');
  return { slug, title, author, description, tags: parseTags(tags), daysAgo: parseDays(daysAgo), body: body.trim() };
}

function parseHead(head: string): Record<Key, string> {
  const values = new Map<string, string>();
  for (const line of head.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`"${line}" is not "key: value"`);
    const key = line.slice(0, colon);
    if (!keys.some((known) => known === key)) throw new Error(`"${key}" is none of ${keys.join(', ')}`);
    if (values.has(key)) throw new Error(`"${key}" is there twice`);
    values.set(key, line.slice(colon + 1).trim());
  }
  const read = (key: Key): string => {
    const value = values.get(key);
    if (!value) throw new Error(`"${key}" is missing or empty`);
    return value;
  };
  return {
    title: read('title'),
    author: read('author'),
    description: read('description'),
    tags: read('tags'),
    daysAgo: read('daysAgo'),
  };
}

function parseTags(list: string): string[] {
  const tags = list.split(',').map((tag) => tag.trim());
  if (tags.includes('')) throw new Error('"tags" has an empty one between two commas');
  if (new Set(tags).size < tags.length) throw new Error('"tags" has one twice');
  return tags;
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!(days > 0)) throw new Error(`"daysAgo" must be a number above 0, not "${text}"`);
  return days;
}
