import type { Notification } from '@hybrid/contracts';

// What the tests of the platform borrow from the product: where the product is swapped, this file is.

/** Something that people are told of. */
export const news: Pick<Notification, 'kind' | 'actor' | 'article'> = {
  kind: 'article_published',
  actor: { username: 'ines', image: null },
  article: { slug: 'moss', title: 'Moss' },
};
