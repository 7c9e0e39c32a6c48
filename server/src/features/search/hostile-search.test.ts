import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { invalidFields } from '../../../test/refusal.ts';
import { callQuery } from '../../../test/wire.ts';

async function library(): Promise<Host> {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  await api.articles.create.mutate({ title: 'Moss', description: 'About it', body: 'A wall of moss.' });
  return host;
}

test('whatever is typed is an empty list or a message at the field, never an error of ours', async () => {
  const host = await library();
  const nothing = { hits: [], total: 0, isCapped: false };
  for (const q of [
    '',
    '   ',
    '-',
    '"',
    '""',
    '& | ! ( ) <-> :* \\',
    "'",
    "''",
    '-moss',
    '- - -',
    '\\',
    '🐘',
    '‮',
    '%',
    '\u0002',
  ]) {
    expect(await host.api.search.articles.query({ q }), q).toEqual(nothing);
  }
  const odd = [
    "'moss'",
    '"moss',
    'moss:*',
    'moss & | !',
    "moss'",
    'moss\\',
    '(moss',
    '‮moss',
    'moss 🐘',
    'moss -',
    '"" moss',
    'or moss or',
    `${'('.repeat(190)}moss`,
  ];
  for (const q of [...odd, 'a '.repeat(100), 'x'.repeat(200), '-'.repeat(200), "'".repeat(200), 'lone \ud800']) {
    const { status } = await callQuery(host.url, 'search.articles', { input: { q } });
    expect(status, q).toBe(200);
  }
  expect(await invalidFields(host.api.search.articles.query({ q: 'x'.repeat(201) }))).toEqual({ q: ['is too long'] });
  expect(await invalidFields(host.api.search.articles.query({ q: 'nul \0' }))).toEqual({
    q: ['may not hold a NUL character'],
  });
  expect(await invalidFields(host.api.search.articles.query({ q: 'x', tag: '\0', author: 'x'.repeat(201) }))).toEqual({
    tag: ['may not hold a NUL character'],
    author: ['is too long'],
  });
  expect(Object.keys(await invalidFields(host.api.search.articles.query({ q: 'x', limit: 0 })))).toEqual(['limit']);
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
});

test('no heap of signs is more than the query reader of the database can take', async () => {
  const host = await library();
  const signs = ['-', '"', "'", '&', '|', '!', '(', ')', '<->', ':*', '\\', ' ', ' or ', 'moss', 'a', '- ', '-"'];
  // The same heaps every time, by the numbers of Park and Miller.
  let seed = 20_261_122;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647);
  const heaps = Array.from({ length: 300 }, () => {
    const few = Array.from({ length: 1 + (next() % 4) }, () => signs[next() % signs.length] ?? '');
    return Array.from({ length: 200 }, () => few[next() % few.length])
      .join('')
      .slice(0, 200);
  });
  for (const q of [...heaps, ...signs.map((sign) => sign.repeat(200).slice(0, 200))]) {
    const { status } = await callQuery(host.url, 'search.articles', { input: { q } });
    expect(status, q).toBe(200);
  }
});
