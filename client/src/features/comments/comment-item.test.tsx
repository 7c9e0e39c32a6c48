import type { Comment } from '@hybrid/contracts';
import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { CommentSection } from './comment-section.tsx';

const comment: Comment = {
  id: 7,
  body: 'Well put.',
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
  editedAt: null,
  author: { username: 'Ada', bio: null, image: null, following: false },
};
const ada = { username: 'Ada' } as Parameters<typeof CommentSection>[0]['me'];

function Section({ me }: { me: typeof ada }): ReactNode {
  return (
    <CommentSection slug="moss" me={me} renderActions={({ id }) => <button type="button">{`Act on ${id}`}</button>} />
  );
}

const field = async () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Your comment' });
const startEditing = async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Edit comment' }));
  const form = await screen.findByRole('form', { name: 'Edit your comment' });
  return form.querySelector('textarea') ?? field();
};

test('one’s own comment is changed in its place, and says that it was edited', async () => {
  const edited = { ...comment, body: 'Well said.', editedAt: '2026-11-22T10:05:00.000Z' };
  renderWithApi(<Section me={ada} />, { 'comments.list': () => [comment], 'comments.edit': () => edited });
  const text = await startEditing();
  expect(document.activeElement).toBe(text);
  fireEvent.change(text, { target: { value: 'Well said.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save comment' }));
  expect(await screen.findByText('edited')).toBeDefined();
  expect(screen.getByText('Well said.').tagName).toBe('P');
  expect(screen.queryByRole('form', { name: 'Edit your comment' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Edit comment' }));
});

test('with a deleted comment the focus is not lost: it goes to the heading above', async () => {
  renderWithApi(<Section me={ada} />, { 'comments.list': () => [comment], 'comments.delete': () => null });
  fireEvent.click(await screen.findByRole('button', { name: 'Delete comment' }));
  fireEvent.click(screen.getByRole('button', { name: 'Delete for good' }));
  expect(await screen.findByText('Nobody has commented yet.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Comments' }));
});

test('a refused edit keeps what was typed, and taking it back shows the comment as it stands', async () => {
  renderWithApi(<Section me={ada} />, {
    'comments.list': () => [comment],
    'comments.edit': () => {
      throw refusal('UNAVAILABLE');
    },
  });
  const text = await startEditing();
  fireEvent.change(text, { target: { value: 'Other words' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save comment' }));
  expect(await screen.findByText(/This is not available/)).toBeDefined();
  expect(text.value).toBe('Other words');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('Well put.')).toBeDefined();
});

test('somebody else’s comment can be acted on, and not edited', async () => {
  renderWithApi(<Section me={{ ...ada, username: 'Grace' } as typeof ada} />, { 'comments.list': () => [comment] });
  expect(await screen.findByRole('button', { name: 'Act on 7' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Edit comment' })).toBeNull();
});
