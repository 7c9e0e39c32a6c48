import type { Draft } from '@hybrid/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import type { Answers } from '../../../test/render-with-api.tsx';
import { trpc } from '../../lib/trpc.ts';
import { DraftDesk } from './draft-desk.tsx';
import { localCopies } from './local-copies.ts';
import type { Opened } from './use-desk.ts';

afterEach(() => localStorage.clear());

const id = '6c9d7a52-7b3a-4d0e-9c52-1f4f6a0f0a11';
const at = '2026-11-22T10:00:00.000Z';
const moss: Draft = {
  id,
  title: 'Moss',
  description: 'On moss',
  body: 'It grows.',
  tags: ['green'],
  image: null,
  revision: 3,
  publishAt: null,
  missedAt: null,
  createdAt: at,
  updatedAt: at,
  article: null,
};

/** The desk as a page shows it to somebody who is signed in. */
function Page(opened: Partial<Opened>): ReactNode {
  const me = trpc.accounts.me.useQuery().data;
  const ends = { onPublished: vi.fn<() => void>(), onDeleted: vi.fn<() => void>() };
  return me && <DraftDesk opened={{ userId: 'ada', id, draft: moss, copy: null, ...opened }} title="Desk" {...ends} />;
}

function open(answers: Answers, opened: Partial<Opened> = {}) {
  return renderWithApi(<Page {...opened} />, { 'accounts.me': () => ({ id: 'ada' }), ...answers });
}

const body = () => screen.findByLabelText<HTMLTextAreaElement>('Text');
const type = async (text: string) => fireEvent.change(await body(), { target: { value: text } });
const seen = async (sentence: RegExp | string) => screen.findByText(sentence, {}, { timeout: 15_000 });
const away = (): never => {
  throw new Error('Failed to fetch');
};

test('what is typed is saved by itself, over the revision that was opened, and the page says so', async () => {
  const saved: unknown[] = [];
  open({
    'drafts.save': (input) => {
      saved.push(input);
      return { ...moss, ...(input as object), revision: 4 };
    },
  });
  await type('It grows slowly.');
  expect(await seen('Not saved yet')).toBeDefined();
  expect(await seen('Saved')).toBeDefined();
  expect(saved).toMatchObject([{ id, revision: 3, title: 'Moss', body: 'It grows slowly.', tags: ['green'] }]);
});

test('without a connection the text is kept on this device, and is back when the page is opened again', async () => {
  const { unmount } = open({ 'drafts.save': away });
  await type('It grows slowly.');
  expect(await seen('Not saved: offline, kept on this device')).toBeDefined();
  unmount();
  const copy = localCopies('ada').read(id);
  expect(copy).toMatchObject({ revision: 3, text: { body: 'It grows slowly.' } });
  expect(localCopies('grace').all()).toEqual([]);

  open({ 'drafts.save': (input) => ({ ...moss, ...(input as object), revision: 4 }) }, { copy });
  expect((await body()).value).toBe('It grows slowly.');
  expect(await seen('What you had typed on this device is back.')).toBeDefined();
  expect(await seen('Saved')).toBeDefined();
  expect(localCopies('ada').all()).toEqual([]);
});

test('what was restored can be discarded', async () => {
  const copy = { id, text: { ...moss, body: 'Never mind.' }, revision: 3, at };
  open({ 'drafts.save': (input) => ({ ...moss, ...(input as object), revision: 4 }) }, { copy });
  fireEvent.click(await screen.findByRole('button', { name: 'Discard it' }));
  expect((await body()).value).toBe('It grows.');
});

test('a draft that another tab changed is shown beside one’s own, and one of the two goes on', async () => {
  const theirs = { ...moss, body: 'It dries.', revision: 4 };
  const saved: unknown[] = [];
  open({
    'drafts.save': (input) => {
      saved.push(input);
      if ((input as Draft).revision === 3) throw refusal('DRAFT_CONFLICT', { draft: theirs });
      return { ...moss, ...(input as object), revision: 5 };
    },
  });
  await type('It grows slowly.');
  expect(await seen('This draft was changed elsewhere')).toBeDefined();
  const differs = screen.getByRole('region', { name: 'What differs: Text' });
  expect(differs.textContent).toContain('It grows slowly.');
  expect(differs.textContent).toContain('It dries.');

  fireEvent.click(screen.getByRole('button', { name: 'Take the other' }));
  expect((await body()).value).toBe('It dries.');
  fireEvent.click(screen.getByRole('button', { name: 'Back to mine' }));
  expect((await body()).value).toBe('It grows slowly.');
  expect(await seen('Saved')).toBeDefined();
  expect(saved.at(-1)).toMatchObject({ revision: 4, body: 'It grows slowly.' });
});

test('one’s own text goes over the other one where it is kept', async () => {
  const saved: unknown[] = [];
  open({
    'drafts.save': (input) => {
      saved.push(input);
      if ((input as Draft).revision === 3)
        throw refusal('DRAFT_CONFLICT', { draft: { ...moss, title: 'Lichen', revision: 7 } });
      return { ...moss, ...(input as object), revision: 8 };
    },
  });
  await type('Mine.');
  fireEvent.click(await screen.findByRole('button', { name: 'Keep mine' }, { timeout: 15_000 }));
  expect(await seen('Saved')).toBeDefined();
  expect(document.activeElement).toBe(await body());
  expect(saved.at(-1)).toMatchObject({ revision: 7, title: 'Moss', body: 'Mine.' });
  expect(screen.queryByText('This draft was changed elsewhere')).toBeNull();
});

test('what an article needs is said at its fields before anything is sent, and the first one takes the focus', async () => {
  open({}, { draft: { ...moss, title: '', body: '' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Publish article' }));
  expect(await seen("Title can't be blank.")).toBeDefined();
  expect(await seen("Text can't be blank.")).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Title')));
});

test('a time that the server refuses is said at the time, and the panel stays', async () => {
  const fields = { at: ['must be within a year'] };
  open({ 'drafts.schedule': () => Promise.reject(refusal('INVALID_INPUT', { fields })) });
  fireEvent.click(await screen.findByRole('button', { name: 'Publish at a time' }));
  const when = screen.getByLabelText<HTMLInputElement>('When');
  fireEvent.change(when, { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Schedule it' }));
  expect(await seen('When needs a date and a time.')).toBeDefined();
  fireEvent.change(when, { target: { value: '2031-05-01T09:00' } });
  fireEvent.click(screen.getByRole('button', { name: 'Schedule it' }));
  expect(await seen('When must be within a year.')).toBeDefined();
});

test('a draft that is published elsewhere keeps its words here', async () => {
  const begun: unknown[] = [];
  open({
    'drafts.save': () => Promise.reject(refusal('DRAFT_NOT_FOUND')),
    'drafts.create': (input) => {
      begun.push(input);
      return { ...moss, ...(input as object), revision: 1 };
    },
  });
  await type('More.');
  fireEvent.click(await screen.findByRole('button', { name: 'Keep them as a new draft' }, { timeout: 15_000 }));
  expect(await seen('Saved')).toBeDefined();
  expect(begun).toMatchObject([{ id, body: 'More.' }]);
});

test('whoever schedules, cancels or thinks better of it by keyboard goes on where they were', async () => {
  const publishAt = '2031-05-01T09:00:00.000Z';
  open({
    'drafts.schedule': () => ({ ...moss, publishAt }),
    'drafts.unschedule': () => moss,
  });
  const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
  const isAt = async (name: string) =>
    waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name })));
  await press('Publish at a time');
  expect(document.activeElement).toBe(screen.getByLabelText('When'));
  await press('Never mind');
  await isAt('Publish at a time');
  await press('Publish at a time');
  await press('Schedule it');
  await isAt('Change the time');
  await press('Cancel the schedule');
  await isAt('Publish at a time');
});

test('the preview has the order of the article: title, standfirst, cover, text', async () => {
  const matchMedia = (): Partial<MediaQueryList> => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  vi.stubGlobal('matchMedia', matchMedia);
  open({}, { draft: { ...moss, image: '/uploads/moss-800x600.webp' } });
  const preview = await screen.findByRole('region', { name: 'Live preview' });
  const order = [...preview.children].map(({ tagName, className }) => className || tagName);
  expect(order).toEqual(['preview-title', 'standfirst', 'cover-image', 'prose']);
  vi.unstubAllGlobals();
});
