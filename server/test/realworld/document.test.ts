import { expect, test } from 'vitest';
import { Media, operationAt, readDocument } from '../openapi.ts';

/** The schema of the JSON that is sent or answered. */
function schemaOf(media: unknown): object {
  const schema = Media.parse(media).content?.['application/json']?.schema;
  if (!schema) throw new Error('Nothing is described here.');
  return schema;
}

test('what RealWorld wraps and renames is described as it is on the wire', async () => {
  const { document } = await readDocument();
  const sent = schemaOf(operationAt(document, 'POST /articles').requestBody);
  expect(sent).toMatchObject({ required: ['article'], properties: { article: { type: 'object' } } });
  expect(sent).toHaveProperty('properties.article.properties.tagList.type', 'array');
  expect(sent).not.toHaveProperty('properties.article.properties.tags');
  expect(sent).toHaveProperty('properties.article.required', ['title', 'description', 'body']);
  const changed = schemaOf(operationAt(document, 'PUT /articles/{slug}').requestBody);
  expect(changed).not.toHaveProperty('properties.article.properties.slug');

  const page = schemaOf(operationAt(document, 'GET /articles').responses['200']);
  expect(page).toHaveProperty('properties.articlesCount.type', 'integer');
  expect(page).toHaveProperty('properties.articles.items.properties.tagList.type', 'array');
  expect(page).not.toHaveProperty('properties.articles.items.properties.body');
  const query = operationAt(document, 'GET /articles').parameters.map(({ name }) => name);
  expect(query).toEqual(expect.arrayContaining(['limit', 'offset', 'tag', 'author', 'favorited']));
  expect(query).not.toContain('favoritedBy');

  const user = schemaOf(operationAt(document, 'POST /users').responses['201']);
  expect(user).toHaveProperty('properties.user.properties.token.type', 'string');
  expect(user).not.toHaveProperty('properties.token');
  const tags = schemaOf(operationAt(document, 'GET /tags').responses['200']);
  expect(tags).toMatchObject({ properties: { tags: { type: 'array', items: { type: 'string' } } } });
  expect(operationAt(document, 'DELETE /articles/{slug}').responses['204']).toEqual({});
});
