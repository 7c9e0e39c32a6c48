import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields } from '../../../test/refusal.ts';

const text = { title: 'Engines', description: 'About them', body: 'Text' };
const image = `/uploads/3f/${'3f'.repeat(16)}-1200x800.webp`;

test('an article has a picture that was uploaded here, another one, or none again', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { slug } = await api.articles.create.mutate({ ...text, image });
  const read = async () => (await host.api.articles.bySlug.query({ slug })).image;
  expect(await read()).toBe(image);
  const other = image.replace('1200x800', '20x10');
  await api.articles.edit.mutate({ slug, image: other });
  expect(await read()).toBe(other);
  await api.articles.edit.mutate({ slug, body: 'New' });
  expect(await read()).toBe(other);
  await api.articles.edit.mutate({ slug, image: null });
  expect(await read()).toBeNull();
});

test('a picture from elsewhere on the web, or a path to something else, is refused at its field', async () => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const elsewhere = [
    'https://example.com/a.webp',
    '/uploads/a.webp',
    `https://example.com${image}`,
    '/uploads/../x',
    'x'.repeat(99),
  ];
  const messages = { image: ['must be a picture that was uploaded here'] };
  for (const address of elsewhere) {
    expect(await invalidFields(api.articles.create.mutate({ ...text, image: address })), address).toEqual(messages);
  }
  expect(await host.db.article.count()).toBe(0);
});
