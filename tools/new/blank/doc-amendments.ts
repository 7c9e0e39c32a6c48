import { adminDoc } from './admin-doc.ts';
import type { Amendment } from './amend.ts';
import { type Change, row } from './doc-change.ts';

const architecture: readonly Change[] = [
  {
    before: "A writer publishes an article; a reader's bell rings.",
    after: 'Somebody writes a note down; a moment later it is finished, and their bell rings.',
  },
  { before: 'participant Writer as Browser of the writer', after: 'participant Page as Browser' },
  { before: '    participant Reader as Browser of a follower\n', after: '' },
  { before: 'Writer->>Guard: POST /api/trpc/articles.create', after: 'Page->>Guard: POST /api/trpc/notes.create' },
  {
    before: ['Pipe->>PG: BEGIN; article, tags', 'PG-->>Worker: job events.deliver'],
    after: `Pipe->>PG: BEGIN; note, add_job(notes.finish); COMMIT
    Note over PG: the note and its job exist together, or neither does
    Pipe-->>Page: the note, checked against the contract
    PG-->>Worker: job notes.finish
    Worker->>PG: BEGIN; it is finished, add_job(notes.finished); COMMIT
    PG-->>Worker: job notes.finished, on which notifications run
    Worker->>PG: BEGIN; a notification, add_job(events.deliver); COMMIT
    PG-->>Worker: job events.deliver`,
  },
  { before: 'Hub-->>Reader: SSE', after: 'Hub-->>Page: SSE' },
  { before: 'Note over Reader: the bell', after: 'Note over Page: the bell' },
  {
    before: 'such as `/uploads`, `/exports`, the feeds, `/sitemap.xml` and `/robots.txt`',
    after: 'such as `/uploads`',
  },
  {
    before: ['`contracts/src/realworld.ts` is the one place', '\n\n'],
    after: `\`contracts/src/rest.ts\` is the one place that knows how bodies are wrapped, and which fields have other names there. It is data: the bridge rewrites
values by it (\`wire-value.ts\`), the OpenAPI document the schemas of those values (\`wire-schema.ts\`). \`/api/openapi.json\` is built from the same
list of operations, and \`/api/docs/rest\` shows it.

`,
  },
  row('activity'),
  row('draft'),
  { before: '`comment_added`, `article_published`, `digest`; chosen', after: '`note_finished`; chosen' },
  row('report'),
  row('revision'),
  row('unpublish'),
];

const operations: readonly Change[] = [
  { before: 'docker build -t hybrid-stack .', after: 'docker build -t conduit .' },
  { before: 'signs the links of downloads and of *unsubscribe*', after: 'signs the links of *unsubscribe*' },
  row("copies of one's data"),
  {
    before: 'Pictures that people upload, copies of their data and the assets of earlier releases',
    after: 'Pictures that people upload and the assets of earlier releases',
  },
  { before: 'no text, cover, portrait or waiting report refers to them', after: 'no portrait refers to them' },
  row('`exports/`'),
  { before: '(`image/webp`, `application/zip`;\n', after: '(`image/webp`;\n' },
  { before: 'Notifications and the digest carry', after: 'Notifications carry' },
  { before: ['Several comments within', '\n\n'], after: 'Several notes within an hour come in one mail.\n\n' },
  { before: 'users, articles, sessions', after: 'users, sessions' },
];

const mock: readonly Change[] = [
  {
    before: ["curl 'http://127.0.0.1:4000/api/articles", '/api/articles/lost\n'],
    after: `curl http://127.0.0.1:4000/api/notes
curl -H 'Mock-Error: TOO_MANY_REQUESTS' http://127.0.0.1:4000/api/notes
`,
  },
  { before: '`articles.bySlug=NAME`', after: '`notes.create=NAME`' },
  { before: 'finds their drafts, articles and comments until', after: 'finds their notes until' },
];

const client: readonly Change[] = [
  {
    before: ['`server/test/packed-contracts.test.ts` packs it', '\n\n'],
    after: 'It runs under Node 20 and later and in a browser, with TypeScript 5.9 and later.\n\n',
  },
  {
    before: ['const { articles } = await', ';\nconsole.log('],
    after: 'const notes = await api.notes.list.query();\nconsole.log(',
  },
  {
    before: "`The newest article: ${articles[0]?.title ?? 'none yet'}`",
    after: "`The newest note: ${notes[0]?.title ?? 'none yet'}`",
  },
  {
    before: ['  await api.articles.bySlug.query', '\n'],
    after: "  await api.notes.delete.mutate({ id: '019ac0de-6f3a-7c51-9d0e-4b7a2c6d8e1f' });\n",
  },
  {
    before: `{"user":{"email":"reader@example.com","password":"conduit-demo"}}`,
    after: `{"email":"reader@example.com","password":"conduit-demo"}`,
  },
  { before: 'declaredError(contract.articles.bySlug, error)', after: 'declaredError(contract.notes.delete, error)' },
  {
    before: ["declared?.name === 'ARTICLE_NOT_FOUND'", ';\n'],
    after: "declared?.name === 'NOTE_NOT_FOUND') console.log('There is no such note.');\n",
  },
  {
    before: ["const text = { title: 'Told from outside'", '\n'],
    after: "const text = { title: 'Told from outside' };\n",
  },
  { before: 'const first = await api.articles.create', after: 'const first = await api.notes.create' },
  { before: 'const second = await api.articles.create', after: 'const second = await api.notes.create' },
  {
    before: "first.slug === second.slug ? 'One article.' : 'Two articles.'",
    after: "first.id === second.id ? 'One note.' : 'Two notes.'",
  },
  {
    before: ['const stream = api.activity', '    onError:'],
    after: `const stream = api.notes.stream.subscribe(
  {},
  {
    onStarted: () => console.log('Listening.'),
    onData: ({ data }) => {
      if (data.type !== 'finished') return;
      console.log(\`Finished: \${data.note.title}\`);
      stream.unsubscribe();
    },
    onError:`,
  },
];

const contracts: readonly Change[] = [
  {
    before: ['Say an article is to tell', '\n\n## Let something go'],
    after: `1. Change it in the contract, such as \`contracts/src/notes.ts\`. \`npm run typecheck\` names every place that has to follow, and no other: where the
   server fills the field, and where the SPA shows it.
2. What the compiler cannot see are the clients that are out. \`npm run contract -- check --against main\` does: it ends with exit code 1 where something breaks,
   and says what to do instead.
3. \`npm run contract -- lock\` writes the change down; commit the lock with it. \`npm run contract -- diff main\` is the change in words.
4. \`npm run mock\` answers with the new field before the server does, and \`/api/docs\` of either shows it wherever it is answered.

## Let something go`,
  },
  { before: ['\n(`client/e2e/skew.spec.ts`', 'tries it)'], after: '' },
];

// Journeys of the product's own pages tried these.
const realtime: readonly Change[] = [
  row('three tabs, one stream; nothing is lost where the tab that has it closes'),
  row('a leader that stands still is replaced, and catches up when it wakes'),
  row('two browsers and a phone follow each other over a restart of the server'),
  { before: '`client/e2e/live.spec.ts`, `server/src', after: '`server/src' },
  { before: 'Measured by `npm run bench -- streams` in one run', after: 'Measured of the platform in one run' },
  { before: '`npm run test:faults -- r6 a14 a15`, same machine: ', after: 'On the same machine: ' },
];

// The benchmarks stay where they were made, and so do the faults that need the product.
const jobs: readonly Change[] = [
  { before: '`npm run bench -- jobs`: 30,000 jobs', after: 'Measured of the platform: 30,000 jobs' },
  { before: '`npm run test:faults -- r1- r2 r3 r9 r10`', after: '`npm run test:faults -- r1- r2 r9 r10`' },
  { before: 'R3, `runner.test.ts`', after: '`runner.test.ts`' },
  { before: ['| R3, Postgres stopped', '\n'], after: '' },
];

const scaffolding: readonly Change[] = [
  { before: ['\n## A product of your own', ' in some ten minutes.\n'], after: '' },
];

const packed: readonly Change[] = [
  {
    before: ['  console.log((await api.articles.bySlug', '\n'],
    after: "  console.log((await api.notes.create.mutate({ title: process.argv[2] ?? '' })).id);\n",
  },
  {
    before: "declaredError(contract.articles.bySlug, error)?.name !== 'ARTICLE_NOT_FOUND'",
    after: "declaredError(contract.notes.create, error)?.name !== 'TOO_MANY_NOTES'",
  },
];

const byFile: Readonly<Record<string, readonly Change[]>> = {
  'docs/architecture.md': architecture,
  'docs/operations.md': operations,
  'docs/admin.md': adminDoc,
  'docs/mock.md': mock,
  'docs/contracts.md': contracts,
  'docs/contracts-client.md': client,
  'docs/jobs.md': jobs,
  'docs/realtime.md': realtime,
  'docs/scaffolding.md': scaffolding,
  'contracts/README.md': packed,
};

/** In what is written about the platform by the example of the product. */
export const docAmendments: readonly Amendment[] = Object.entries(byFile).flatMap(([file, changes]) =>
  changes.map((change) => ({ file, ...change })),
);
