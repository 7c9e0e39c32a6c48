import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { edit } = contract.comments;
const text = { description: 'About it', body: 'Text' };

/** A host on which Grace commented on Ada's article. */
async function startWithComment() {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  const comment = await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  return { host, ada, grace, slug, comment };
}

test('an edited comment stays in its place, says when it was edited, and shows everybody the new words', async () => {
  const { host, ada, grace, slug, comment } = await startWithComment();
  await ada.api.comments.add.mutate({ slug, body: 'Thank you.' });
  const edited = await grace.api.comments.edit.mutate({ slug, id: comment.id, body: ' Well said. ' });
  expect(edited).toEqual({
    ...comment,
    body: 'Well said.',
    updatedAt: edited.updatedAt,
    editedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect((await host.api.comments.list.query({ slug })).map(({ body }) => body)).toEqual(['Thank you.', 'Well said.']);
});

test('the same words again are no edit', async () => {
  const { grace, slug, comment } = await startWithComment();
  const again = await grace.api.comments.edit.mutate({ slug, id: comment.id, body: 'Well put.' });
  expect(again).toEqual(comment);
});

test('a comment is edited by its author alone, and reached through its own article alone', async () => {
  const { host, ada, grace, slug, comment } = await startWithComment();
  const other = await ada.api.articles.create.mutate({ ...text, title: 'Looms' });
  const change = { id: comment.id, body: 'Mine now.' };
  expect(await refusal(edit, host.api.comments.edit.mutate({ slug, ...change }))).toMatchObject({
    name: 'UNAUTHORIZED',
  });
  expect(await refusal(edit, ada.api.comments.edit.mutate({ slug, ...change }))).toEqual({
    name: 'NOT_THE_AUTHOR',
    data: null,
  });
  expect(await refusal(edit, grace.api.comments.edit.mutate({ slug: other.slug, ...change }))).toEqual({
    name: 'COMMENT_NOT_FOUND',
    data: null,
  });
  expect(await refusal(edit, grace.api.comments.edit.mutate({ slug: 'nowhere', ...change }))).toEqual({
    name: 'ARTICLE_NOT_FOUND',
    data: { slug: 'nowhere' },
  });
  expect(await invalidFields(grace.api.comments.edit.mutate({ slug, id: comment.id, body: ' ' }))).toEqual({
    body: ["can't be blank"],
  });
  expect(await host.api.comments.list.query({ slug })).toMatchObject([{ body: 'Well put.' }]);
});
