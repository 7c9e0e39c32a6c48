import type { ArticlePreview, SearchHit } from '@hybrid/contracts';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useLocation } from 'react-router';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../test/render-with-api.tsx';
import { SearchPage } from './search-page.tsx';

const preview = (title: string, tags: string[] = [], username = 'ada'): ArticlePreview => ({
  slug: title.toLowerCase(),
  title,
  description: '',
  tags,
  createdAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:00:00.000Z',
  favorited: false,
  favoritesCount: 0,
  author: { username, bio: null, image: null, following: false },
  image: null,
  readingMinutes: 3,
});
const hit = (title: string, tags?: string[], username?: string): SearchHit => ({
  article: preview(title, tags, username),
  title: [{ text: title, isMatch: false }],
  snippet: [
    { text: 'All about <b>', isMatch: false },
    { text: 'moss', isMatch: true },
  ],
});
const found = (...hits: SearchHit[]) => ({ hits, total: hits.length, isCapped: false });

interface Question {
  q: string;
  tag?: string;
  author?: string;
}

function Address() {
  const { pathname, search } = useLocation();
  return <p data-testid="address">{pathname + search}</p>;
}

function show(answer: (asked: Question) => unknown, from = '/search') {
  const asked: Question[] = [];
  renderWithApi(
    <>
      <SearchPage />
      <Address />
    </>,
    {
      'tags.list': () => [],
      // Whoever reaches a link is given its text beforehand.
      'articles.bySlug': () => ({ ...preview('Moss'), body: 'Text', unpublishedAt: null }),
      'search.articles': (input) => {
        // The test's own network is given what the procedure declares.
        const question = input as Question;
        asked.push(question);
        return answer(question);
      },
    },
    from,
  );
  return asked;
}

const field = () => screen.getByRole<HTMLInputElement>('searchbox');
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const address = () => screen.getByTestId('address').textContent;

test('who comes with nothing to look for begins in the field, and is told how to ask', () => {
  const asked = show(() => found());
  expect(document.activeElement).toBe(field());
  expect(screen.getByText(/Put words in quotes/)).toBeDefined();
  expect(asked).toEqual([]);
});

test('who leaves the field before the pause is over finds the whole of it in the address', () => {
  show(() => found());
  type('moss nor');
  fireEvent.blur(field());
  expect(address()).toBe('/search?q=moss+nor');
});

test('what is typed is searched for after a pause, once, and stands in the address', async () => {
  let askedAt = 0;
  const asked = show(() => {
    askedAt = performance.now();
    return found(hit('Moss'));
  });
  for (const text of ['m', 'mo', 'mos', 'moss ']) type(text);
  const typedAt = performance.now();
  expect(await screen.findByRole('link', { name: 'Moss' })).toBeDefined();
  expect(asked.map(({ q }) => q)).toEqual(['moss']);
  // Long enough for the next letter of whoever types without hurry.
  expect(askedAt - typedAt).toBeGreaterThan(100);
  expect(address()).toBe('/search?q=moss');
  expect(field().value).toBe('moss ');
  expect(screen.getByText('1 article found')).toBeDefined();
});

test('what matched is marked, and markup in it stays text', async () => {
  show(() => found(hit('Moss')), '/search?q=moss');
  await screen.findByRole('link', { name: 'Moss' });
  expect(document.querySelector('mark')?.textContent).toBe('moss');
  expect(screen.getByText('All about <b>')).toBeDefined();
});

test('what was found before stays until more is known', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  show(({ q }) => (q === 'moss' ? found(hit('Moss')) : promise), '/search?q=moss');
  await screen.findByRole('link', { name: 'Moss' });
  type('bread');
  await waitFor(() => expect(screen.getByRole('list', { name: 'Results' }).getAttribute('aria-busy')).toBe('true'));
  expect(screen.getByRole('link', { name: 'Moss' })).toBeDefined();
  await act(async () => resolve(found(hit('Bread'))));
  expect(await screen.findByRole('link', { name: 'Bread' })).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Moss' })).toBeNull();
});

test('the arrow keys lead from the field through the results and back, Escape to the field, and there it clears', async () => {
  show(() => found(hit('Moss'), hit('Wall')), '/search?q=moss');
  const [first, second] = [
    await screen.findByRole('link', { name: 'Moss' }),
    screen.getByRole('link', { name: 'Wall' }),
  ];
  Element.prototype.scrollIntoView = vi.fn<() => void>();
  field().focus();
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  press('ArrowUp');
  expect(document.activeElement).toBe(field());
  for (const expected of [first, second, second]) {
    press('ArrowDown');
    expect(document.activeElement).toBe(expected);
  }
  press('ArrowUp');
  press('ArrowUp');
  expect(document.activeElement).toBe(field());
  press('ArrowDown');
  press('Escape');
  expect(document.activeElement).toBe(field());
  press('Escape');
  expect(field().value).toBe('');
  await waitFor(() => expect(address()).toBe('/search'));
});

test('results offer their tags and authors as filters, and a filter can be taken away', async () => {
  const asked = show(() => found(hit('Moss', ['garden', 'wall']), hit('Wall', ['wall'], 'grace')), '/search?q=moss');
  fireEvent.click(await screen.findByRole('link', { name: 'tagged wall' }));
  expect(address()).toBe('/search?q=moss&tag=wall');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ q: 'moss', tag: 'wall' }));
  fireEvent.click(await screen.findByRole('link', { name: 'by grace' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ tag: 'wall', author: 'grace' }));
  fireEvent.click(screen.getByRole('link', { name: 'Remove “tagged wall”' }));
  expect(address()).toBe('/search?q=moss&author=grace');
});

test('where nothing is found it says for what, and leads on', async () => {
  show(() => found(), '/search?q=moss');
  expect(await screen.findByText('Nothing holds “moss”.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Look through the tags' }).getAttribute('href')).toBe('/tags');
});

test('where a filter leaves nothing it leads to the search without one', async () => {
  show(() => found(), '/search?q=moss&tag=x&page=3');
  expect((await screen.findByRole('link', { name: 'Search everywhere' })).getAttribute('href')).toBe('/search?q=moss');
});

test('more than a thousand are said to be more', async () => {
  show(() => ({ hits: [hit('Moss')], total: 1000, isCapped: true }), '/search?q=moss');
  expect(await screen.findByText('More than 1,000 articles found')).toBeDefined();
});

test('a search that failed says why and tries again', async () => {
  let isDown = true;
  show(() => {
    if (isDown) throw refusal('INTERNAL');
    return found(hit('Moss'));
  }, '/search?q=moss');
  expect((await screen.findByRole('alert')).textContent).toContain('The search failed.');
  isDown = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'Moss' })).toBeDefined();
});
