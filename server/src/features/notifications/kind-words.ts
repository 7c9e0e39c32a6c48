import type { Language, NewsKind } from '@hybrid/contracts';

/** What mails of each kind are called where somebody is asked whether they want no more of them. */
export const kindWords: Record<Language, Record<NewsKind, string>> = {
  en: {
    article_published: 'mails about new articles by people you follow',
    comment_added: 'mails about comments on your articles',
    digest: 'the weekly digest',
  },
  de: {
    article_published: 'Mails über neue Artikel von Leuten, denen du folgst',
    comment_added: 'Mails über Kommentare zu deinen Artikeln',
    digest: 'die wöchentliche Zusammenfassung',
  },
};
