import { expect, test } from 'vitest';
import { join, openMigrated } from './test-counts.ts';

test('an article’s words are counted and found, its tags and the beginning of a word too, however it was written', async () => {
  await using opened = await openMigrated();
  const { db } = opened;
  await join(db, 'ada');
  const { id } = await db.article.create({
    data: {
      slug: 's',
      title: 'Dampfmaschinen',
      description: 'On engines',
      authorId: 'ada',
      body: 'Running **slowly**,\n\n\nthey\tturn — über Brücken.  ',
      tags: { create: [{ tag: 'steam age', position: 0 }] },
    },
  });
  const matches = async (query: string): Promise<boolean> => {
    const rows = await db.$queryRaw<{ found: boolean }[]>`
      SELECT search_vector @@ ${query}::tsquery AS found FROM article WHERE id = ${id}::uuid`;
    return rows[0]?.found === true;
  };
  expect((await db.article.findUniqueOrThrow({ where: { id } })).wordsCount).toBe(7);
  for (const query of ['dampf:*', 'engin', 'run', 'running', 'brücken', 'steam:C', 'dampfmaschinen:A', 'engines:B']) {
    expect([query, await matches(query)]).toEqual([query, true]);
  }
  expect(await matches('steam:ABD')).toBe(false);
  await db.article.update({ where: { id }, data: { body: 'Other words entirely' } });
  expect([await matches('run'), await matches('entirely:D'), await matches('steam')]).toEqual([false, true, true]);
  await db.articleTag.deleteMany({ where: { articleId: id } });
  expect([await matches('steam'), await matches('entirely:D')]).toEqual([false, true]);
  expect((await db.article.findUniqueOrThrow({ where: { id } })).wordsCount).toBe(3);
});

test('the longest text of nothing but different words is stored', async () => {
  await using opened = await openMigrated();
  const { db } = opened;
  await join(db, 'ada');
  // Letters of four bytes each, words of two of them: what fills a vector fastest.
  const letter = (index: number) => String.fromCodePoint(0x20000 + index);
  const words = Array.from({ length: 66_666 }, (_, index) => letter(index % 300) + letter(Math.floor(index / 300)));
  const body = words.join(' ');
  const text = { slug: 's', title: 'T'.repeat(160), description: 'D'.repeat(400), body, authorId: 'ada' };
  const { wordsCount } = await db.article.create({ data: text });
  expect(wordsCount).toBe(66_666);
});
