import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { trpc } from '../../lib/trpc.ts';
import { FollowButton } from './follow-button.tsx';

const ines = { username: 'ines', bio: null, image: null, following: false };

function Page(): ReactNode {
  const shown = trpc.profiles.byUsername.useQuery({ username: 'ines' }).data;
  return shown && <FollowButton profile={shown} isSignedIn />;
}

test('someone is followed at once, and no longer when the server refuses, which is said with its reason', async () => {
  const { promise, reject } = Promise.withResolvers<unknown>();
  renderWithApi(<Page />, { 'profiles.byUsername': () => ines, 'profiles.follow': () => promise });
  fireEvent.click(await screen.findByRole('button', { name: 'Follow ines' }));
  expect(await screen.findByRole('button', { name: 'Unfollow ines' })).toBeDefined();

  reject(refusal('UNAVAILABLE'));
  expect(await screen.findByRole('button', { name: 'Follow ines' })).toBeDefined();
  expect(screen.getByRole('log').textContent).toContain('You do not follow ines. This is not available');
});
