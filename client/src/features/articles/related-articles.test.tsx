import type { ArticlePreview } from '@hybrid/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithApi } from '../../../test/render-with-api.tsx';
import { RelatedArticles } from './related-articles.tsx';

const article: ArticlePreview = {
  slug: 'moss',
  title: 'On moss',
  description: '',
  tags: [],
  createdAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:00:00.000Z',
  favorited: false,
  favoritesCount: 0,
  author: { username: 'ada', bio: null, image: null, following: false },
  image: null,
  readingMinutes: 4,
};

test('what to read next says by whom and how long it takes, and is fetched when a key or a pointer reaches it', async () => {
  const asked: unknown[] = [];
  renderWithApi(<RelatedArticles articles={[article]} />, {
    'articles.bySlug': (input) => {
      asked.push(input);
      return { ...article, body: 'Text', unpublishedAt: null };
    },
  });
  const link = screen.getByRole('link', { name: 'On moss' });
  expect(screen.getByText('4 minutes to read')).toBeDefined();
  expect(asked).toEqual([]);
  fireEvent.focus(link);
  await waitFor(() => expect(asked).toEqual([{ slug: 'moss' }]));
});

test.each([[undefined], [[]]])('where there is %j to read next, nothing is said', (articles) => {
  renderWithApi(<RelatedArticles articles={articles} />, {});
  expect(screen.queryByRole('region', { name: 'Read next' })).toBeNull();
});
