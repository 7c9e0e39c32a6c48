import type { Comment } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { withComment, withoutComment } from './comment-cache.ts';

const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
const author = { username: 'Ada', bio: null, image: null };
const comment = (id: number, body: string, updatedAt = at(0)): Comment => ({
  id,
  body,
  createdAt: at(0),
  updatedAt,
  editedAt: null,
  author: { ...author, following: true },
});

test('a new comment stands on top, and its echo does not double it', () => {
  const [first, second] = [comment(1, 'First'), comment(2, 'Second')];
  const once = withComment([first], { ...second, author });
  expect(once.map(({ id }) => id)).toEqual([2, 1]);
  expect(withComment(once, { ...second, author })).toEqual(once);
});

test('a changed comment stays in its place and the reader goes on following its author', () => {
  const list = [comment(2, 'Second'), comment(1, 'First')];
  const changed = withComment(list, { ...comment(1, 'Other words', at(5)), author });
  expect(changed).toMatchObject([{ id: 2 }, { id: 1, body: 'Other words', author: { following: true } }]);
});

test('what comes late does not take back what is newer', () => {
  const list = [comment(1, 'Newest words', at(5))];
  expect(withComment(list, { ...comment(1, 'Older words', at(3)), author })).toEqual(list);
});

test('a deleted comment is gone, and one that was never there changes nothing', () => {
  const list = [comment(2, 'Second'), comment(1, 'First')];
  expect(withoutComment(list, 2)).toEqual([list[1]]);
  expect(withoutComment(list, 7)).toEqual(list);
});
