import { type Change, row } from './doc-change.ts';

/** The lists of the product in the console, and what may be done with what stands in them. */
const adminLists: Readonly<Record<string, readonly string[]>> = {
  reports: [':id/dismiss', ':id/hide', ':id/remove', ':id/reopen', ':id/warn'],
  articles: ['all/show', 'all/spam', ':id/edit', ':id/hide', ':id/show', ':id/spam'],
  comments: ['all/show', 'all/spam', ':id/edit', ':id/hide', ':id/show', ':id/spam'],
  tags: [':id/rename'],
};

/** What docs/admin.md says of the product. */
export const adminDoc: readonly Change[] = [
  {
    before: ' plan a deletion by the typed name, have a copy made that its owner alone is sent, and act',
    after: ' plan a deletion by the typed name, and act',
  },
  { before: ' a notice of moderators, a deletion that is planned', after: ' a deletion that is planned' },
  ...['GET', 'POST'].map((method) => row(`\`${method} /admin/users/:id/export\``)),
  ...Object.entries(adminLists).flatMap(([list, steps]) => [
    ...['', '/:id', '/export.csv', '/export.json'].map((path) => row(`\`GET /admin/${list}${path}\``)),
    ...steps.flatMap((step) => ['GET', 'POST'].map((method) => row(`\`${method} /admin/${list}/${step}\``))),
  ]),
  ...['GET', 'POST'].map((method) => row(`\`${method} /admin/tags/:id/undo\``)),
  { before: ['## What moderators do', '## What staff did'], after: '## What staff did' },
  // Measured of the product, by a bench that stays with it.
  { before: ['## What pages cost', '## What is promised'], after: '## What is promised' },
  row('However much there is of somebody, their account is deleted, and what broke off is gone on with'),
  row('What moderators hide is told at no door to anybody but its author'),
  row('A decision is made once, with all reports of the same thing, and undone with them'),
  row('What is undone is the decision that was meant, and no newer one; it is said who made that'),
  row(
    'A moderator reads what became of their decision where somebody was before them: another moderator, or its author',
  ),
  row('A decision and the deletion of what it is about wait for each other, and neither is lost'),
  row('What was reported is forgotten 90 days after it was dealt with'),
  row('A tag is merged with its counts, its search and its old address'),
  row('A tag of many articles is changed only by whoever typed how many, and proved lately that it is them'),
  row('A rename of a tag is taken back only as long as nobody uses either name'),
  row('Of two who rename a tag at once, or while a job moves its articles, the second changes nothing and is told'),
  row('What was rewritten after it was reported is read beside what stood there, until it or its author goes'),
  row('Who reports again what was cleaned meanwhile keeps what they reported'),
  row('At 100,000 articles and comments every list of theirs is read from its indexes'),
];
