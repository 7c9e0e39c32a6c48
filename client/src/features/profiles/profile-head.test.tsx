import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithApi } from '../../../test/render-with-api.tsx';
import { ProfileHead } from './profile-head.tsx';

const profile: Parameters<typeof ProfileHead>[0]['profile'] = {
  username: 'Ada L',
  bio: null,
  image: null,
  following: false,
  followersCount: 1,
  followingCount: 12,
  articlesCount: 3,
  joinedAt: '2026-01-02T10:00:00.000Z',
};

test('a person’s four lists are named with their numbers, and what they write can be subscribed to', () => {
  renderWithApi(<ProfileHead profile={profile} actions={null} />, {});
  const ways = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
  expect(ways).toEqual([
    ['RSS feed', '/profile/Ada%20L/feed.xml'],
    ['3 articles', '/profile/Ada%20L'],
    ['Favorites', '/profile/Ada%20L/favorites'],
    ['1 follower', '/profile/Ada%20L/followers'],
    ['12 following', '/profile/Ada%20L/following'],
  ]);
  expect(screen.getByRole('link', { name: 'RSS feed of Ada L' })).toBeDefined();
});
