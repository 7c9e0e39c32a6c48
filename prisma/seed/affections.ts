import { createHash } from 'node:crypto';
import type { SeedPerson } from './people.ts';
import type { SeedArticle } from './read-articles.ts';
import { reader, writer } from './visitors.ts';

export interface SeedFollow {
  follower: string;
  followed: string;
  daysAgo: number;
}

export interface SeedFavorite {
  username: string;
  daysAgo: number;
}

/**
 * Decides who follows whom: everybody between two and seven authors, some authors far more often than others.
 *
 * @remarks
 * All of it follows from the names alone, so the community is the same on every machine and after every reset.
 */
export function chooseFollows(people: readonly SeedPerson[], authors: readonly string[]): SeedFollow[] {
  const joined = new Map(people.map(({ username, joinedDaysAgo }) => [username, joinedDaysAgo]));
  return people.flatMap(({ username, joinedDaysAgo }) => {
    const count = username === reader ? 7 : 2 + Math.floor(chance('follows', username) * 6);
    const ranked = authors
      .filter((author) => author !== username)
      .toSorted((a, b) => affinity(username, b) - affinity(username, a));
    return ranked.slice(0, count).map((followed) => {
      const possibleDays = Math.min(joinedDaysAgo, joined.get(followed) ?? joinedDaysAgo);
      return {
        follower: username,
        followed,
        daysAgo: possibleDays * (0.3 + 0.6 * chance('since', username, followed)),
      };
    });
  });
}

/** Decides who favorites an article and when: mostly in its first days, none to eleven people, never its author. */
export function chooseFavorites({ slug, author, daysAgo }: SeedArticle, people: readonly SeedPerson[]): SeedFavorite[] {
  // A piece of this morning has not been seen by everybody yet.
  const seen = Math.min(1, (daysAgo + 1) / 5);
  const count = Math.floor(12 * chance('favorites', slug) * (0.5 + popularity(author) / 2) * seen);
  return people
    .filter(({ username }) => username !== author)
    .toSorted((a, b) => chance(b.username, slug) - chance(a.username, slug))
    .slice(0, count)
    .map(({ username, joinedDaysAgo }) => {
      const possibleDays = Math.min(daysAgo, joinedDaysAgo);
      const delay = chance('when', username, slug) ** 4;
      return { username, daysAgo: possibleDays * (1 - 0.98 * delay) - Math.min(0.02, possibleDays / 100) };
    });
}

// A weighted draw without replacement: the higher the weight, the closer to one the root of the same chance.
function affinity(follower: string, author: string): number {
  if (follower === reader && author === writer) return 1;
  return chance('follow', follower, author) ** (1 / (0.2 + 3 * popularity(author) ** 2));
}

function popularity(author: string): number {
  return author === writer ? 1 : chance('popularity', author);
}

/** A number from 0 to 1 that looks random and is always the same for the same words. */
function chance(...words: string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE() / 2 ** 32;
}
