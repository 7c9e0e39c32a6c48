/** What people are told of: in a sentence, on the page of choices, and where nothing has happened yet. */
export const news = {
  published: { before: '', after: ' published ' },
  commented: { before: '', after: ' commented on ' },
  announce: {
    article_published: (name: string, title: string) => `${name} published “${title}”.`,
    comment_added: (name: string, title: string) => `${name} commented on “${title}”.`,
  },
  kinds: {
    article_published: { name: 'New articles', note: 'by people you follow' },
    comment_added: { name: 'Comments', note: 'on your articles; many in an hour come in one mail' },
    digest: { name: 'Weekly digest', note: 'on Monday morning: what was worth reading' },
  },
  empty: {
    sentence: 'Nothing has happened yet. Follow someone, and their articles show up here.',
    action: 'Find someone to read',
  },
} as const;
