import type { ArticlePreview } from '@hybrid/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import type { Answer } from '../../ui/loaded.tsx';
import { ArticleList } from './article-list.tsx';

const author = { username: 'ada', bio: null, image: null, following: false };
const article = (slug: string): ArticlePreview => ({
  slug,
  title: `On ${slug}`,
  description: '',
  tags: [],
  createdAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:00:00.000Z',
  favorited: false,
  favoritesCount: 0,
  author,
  image: null,
  readingMinutes: 1,
});

function show(answer: Partial<Answer<{ articles: ArticlePreview[]; total: number; next: string | null }>>, page = 1) {
  const refetch = vi.fn<() => void>();
  renderWithApi(
    <ArticleList
      answer={{ data: undefined, error: null, refetch, ...answer }}
      page={page}
      to={(target) => `?page=${target}`}
      isSignedIn={false}
      empty={{ sentence: 'Nothing yet.', action: 'Write', to: '/editor' }}
    />,
    {},
  );
  return refetch;
}

test('a list on its way says so', () => {
  show({});
  expect(screen.getByRole('status').textContent).toBe('Loading articles');
});

test('an empty list says what to do', () => {
  show({ data: { articles: [], total: 0, next: null } });
  expect(screen.getByText('Nothing yet.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Write' }).getAttribute('href')).toBe('/editor');
});

test('a list that failed says why, under which id, and tries again', () => {
  const refetch = show({ error: refusal('UNAVAILABLE') });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('The articles could not be loaded. This is not available at the moment.');
  expect(alert.textContent).toContain('Request request-1');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('what was loaded stays when a later attempt fails', () => {
  show({ data: { articles: [article('moss')], total: 1, next: null }, error: refusal('UNAVAILABLE') });
  expect(screen.getByRole('heading', { name: 'On moss' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('a page past the end leads back to the first', () => {
  show({ data: { articles: [], total: 13, next: null } }, 3);
  expect(screen.getByRole('link', { name: 'Go to the first page' }).getAttribute('href')).toBe('/?page=1');
});

test('the pages of a list are links to the one before and the one after', () => {
  show({ data: { articles: [article('moss')], total: 25, next: null } }, 2);
  expect(screen.getByText('Page 2 of 3')).toBeDefined();
  expect(screen.getByRole('link', { name: /Newer/ }).getAttribute('href')).toBe('/?page=1');
  expect(screen.getByRole('link', { name: /Older/ }).getAttribute('href')).toBe('/?page=3');
});
