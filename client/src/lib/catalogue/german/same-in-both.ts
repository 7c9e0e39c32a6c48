/** Names, words that are the same in both languages, and what only puts parts together. */
export const sameInBoth: ReadonlySet<string> = new Set([
  'shell.name',
  'shell.documentTitle',
  'editor.body',
  'articles.feeds',
  'settings.otp',
  'reading.feed',
]);
