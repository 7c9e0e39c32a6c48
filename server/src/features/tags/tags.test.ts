import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';

const text = { description: 'About it', body: 'Text' };

test('every tag in use is listed once, most used first and then by name, for anybody', async () => {
  const host = await startHost();
  expect(await host.api.tags.list.query()).toEqual([]);
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await ada.api.articles.create.mutate({ ...text, title: 'One', tags: ['rust', 'Zig'] });
  await ada.api.articles.create.mutate({ ...text, title: 'Two', tags: ['RUST', 'ada'] });
  await grace.api.articles.create.mutate({ ...text, title: 'Three', tags: ['rust', 'zig', 'cobol'] });
  await grace.api.articles.create.mutate({ ...text, title: 'Four' });

  const tags = [
    { tag: 'rust', articles: 3 },
    { tag: 'zig', articles: 2 },
    { tag: 'ada', articles: 1 },
    { tag: 'cobol', articles: 1 },
  ];
  expect(await host.api.tags.list.query()).toEqual(tags);
  expect(await ada.api.tags.list.query()).toEqual(tags);
  // The answer is the same for all, so that not even a token that means nobody is looked at.
  expect(await host.apiOf('garbage').tags.list.query()).toEqual(tags);
});

test('a tag that its last article lost or took along is gone', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ ...text, title: 'One', tags: ['kept', 'lost'] });
  await ada.api.articles.create.mutate({ ...text, title: 'Two', tags: ['kept', 'taken'] });
  await ada.api.articles.edit.mutate({ slug: 'one', tags: ['kept'] });
  await ada.api.articles.delete.mutate({ slug: 'two' });
  expect(await host.api.tags.list.query()).toEqual([{ tag: 'kept', articles: 1 }]);
});
