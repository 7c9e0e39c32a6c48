import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FavoriteButton } from './favorite-button.tsx';

const article = { slug: 'moss', title: 'Moss', favorited: false, favoritesCount: 4 };

function Page(): ReactNode {
  const [shown] = trpc.articles.list.useQuery({}).data?.articles ?? [];
  return shown && <FavoriteButton article={shown} isSignedIn />;
}

const button = async (name: string) => screen.findByRole('button', { name });

test('a favorite shows at once, and is taken back with a reason when the server refuses', async () => {
  const { promise, reject } = Promise.withResolvers<unknown>();
  renderWithApi(<Page />, {
    'articles.list': () => ({ articles: [article], total: 1, next: null }),
    'articles.favorite': () => promise,
  });
  fireEvent.click(await button('Favorite “Moss”, 4'));
  const pressed = await button('Favorite “Moss”, 5');
  expect(pressed.getAttribute('aria-pressed')).toBe('true');

  reject(refusal('UNAVAILABLE'));
  const restored = await button('Favorite “Moss”, 4');
  expect(restored.getAttribute('aria-pressed')).toBe('false');
  expect(screen.getByRole('log').textContent).toContain('“Moss” is not among your favorites. This is not available');
});

test('the count that the server answers stands in the end', async () => {
  renderWithApi(<Page />, {
    'articles.list': () => ({ articles: [article], total: 1, next: null }),
    'articles.favorite': () => ({ ...article, favorited: true, favoritesCount: 9 }),
  });
  fireEvent.click(await button('Favorite “Moss”, 4'));
  expect(await button('Favorite “Moss”, 9')).toBeDefined();
});
