import { format, quantity } from './format.ts';

/** What helps to find and choose what to read. */
export const reading = {
  minutes: (amount: number) => `${format.count(amount)} min`,
  minutesLong: (amount: number) => `${quantity(amount, 'minute', 'minutes')} to read`,
  now: (people: number) => `${format.count(people)} are reading this now`,
  next: 'Read next',
  feed: 'RSS feed',
  feedOf: (name: string) => `RSS feed of ${name}`,
  searchIn: (name: string) => `Search in ${name}`,
  allTags: 'All tags',
  footnotes: { title: 'Footnotes', back: (note: number) => `Back to where note ${format.count(note)} is called` },
  tags: {
    title: 'Tags',
    count: (tags: number) => quantity(tags, 'tag', 'tags'),
    other: 'Signs and numbers',
    empty: { sentence: 'No tag is in use yet.', action: 'Write the first article' },
  },
} as const;

export const search = {
  title: 'Search',
  titleOf: (words: string) => `Search: ${words}`,
  field: 'Search in all articles',
  placeholder: 'A word or a phrase',
  hint: 'Put words in quotes to find them together. A minus before a word leaves it out; “or” gives a choice.',
  keys: 'The arrow keys move through the results, Escape leads back.',
  found: (amount: number) => quantity(amount, 'article found', 'articles found'),
  foundMore: (amount: number) => `More than ${format.count(amount)} articles found`,
  results: 'Results',
  loading: 'Searching',
  failed: 'The search failed.',
  nothing: (words: string) => `Nothing holds “${words}”.`,
  nothingHere: (words: string) => `Nothing holds “${words}” under this choice.`,
  allTags: 'Look through the tags',
  everywhere: 'Search everywhere',
  narrow: 'Only',
  byTag: (tag: string) => `tagged ${tag}`,
  byAuthor: (name: string) => `by ${name}`,
  without: (filter: string) => `Remove “${filter}”`,
  filters: 'Filters',
} as const;
