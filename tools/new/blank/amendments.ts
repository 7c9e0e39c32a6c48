import type { Amendment } from './amend.ts';
import type { ProductName } from './product-name.ts';

/** In files of the platform, where a file of its own would be more than it is worth. */
export const amendments: readonly Amendment[] = [
  {
    file: 'client/src/before-paint.js',
    before: "const parts = [page.lang, isFront && 'front', pathname.startsWith('/article/') && 'article'];",
    after: "const parts = [page.lang, isFront && 'front'];",
  },
  {
    file: 'client/index.html',
    before: 'content="Conduit, a weekly that is written by its readers."',
    after: 'content="A place for your notes."',
  },
  {
    file: 'client/vite.config.ts',
    before: String.raw`(features[\\/]drafts|lib[\\/]`,
    after: String.raw`(lib[\\/]`,
  },
  {
    file: 'knip.config.ts',
    before: ["        'bench/run.ts',\n", "        'bench/streams/clients.ts',\n"],
    after: '',
  },
  { file: 'knip.config.ts', before: "['{tools,bench}/**/*.{ts,tsx}']", after: "['tools/**/*.ts']" },
  {
    file: 'knip.config.ts',
    before: ['      // The contracts that bench/types', "'react-router',\n      ],\n"],
    after: '',
  },
  { file: 'knip.config.ts', before: "        'test/outside/typed-program.ts',\n", after: '' },
  { file: 'tools/new/command.ts', before: "      name: { type: 'string' },\n", after: '' },
  { file: '.oxfmtrc.json', before: '    "prisma/seed/articles/**",\n', after: '' },
  { file: '.github/workflows/check.yml', before: '--tag hybrid-stack', after: '--tag conduit' },
  {
    file: 'contracts/src/samples.ts',
    before: 'export const sampleReader',
    after: 'const sampleReader',
  },
];

/** The nameplate of the front page is drawn for a name of seven letters: a longer one is drawn smaller. */
export function nameplate({ title }: ProductName): Amendment {
  const scale = Math.min(1, 'Conduit'.length / title.length);
  const [least, wide, most] = [4.2, 19, 9.2].map((size) => Number((size * scale).toFixed(2)));
  return {
    file: 'client/src/styles/masthead.css',
    before: 'font-size: clamp(4.2rem, 19vw, 9.2rem);',
    after: `font-size: clamp(${least}rem, ${wide}vw, ${most}rem);`,
  };
}

/** In the sample, which is what `npm run new -- feature notes` writes: a note that is finished tells its owner by a notification. */
export const sampleAmendments: readonly Amendment[] = [
  {
    file: 'server/src/features/notes/finish-note.ts',
    before: '      await announce(tx, events.noteFinished, { userId, note });\n',
    after: `      await announce(tx, events.noteFinished, { userId, note });
      await enqueue(tx, noteFinished, { noteId });
`,
  },
  {
    file: 'server/src/features/notes/finish-note.ts',
    before: "import { job } from '../../platform/jobs/job.ts';\n",
    after: `import { enqueue } from '../../platform/jobs/enqueue.ts';
import { job } from '../../platform/jobs/job.ts';
`,
  },
  {
    file: 'server/src/features/notes/finish-note.ts',
    before: "import { noteSelect } from './list-notes.ts';\n",
    after: "import { noteSelect } from './list-notes.ts';\nimport { noteFinished } from './note-finished.ts';\n",
  },
  {
    file: 'server/src/features/notes/index.ts',
    before: "import { listNotes } from './list-notes.ts';\n",
    after: "import { frontHead } from './front-head.ts';\nimport { listNotes } from './list-notes.ts';\n",
  },
  {
    file: 'server/src/features/notes/index.ts',
    before: '  admin: notesAdmin,\n',
    after: '  admin: notesAdmin,\n  heads: [frontHead],\n',
  },
  {
    file: 'server/src/features/notes/index.ts',
    before: '\n/** What people keep as notes. */',
    after: "\nexport { noteFinished } from './note-finished.ts';\n\n/** What people keep as notes. */",
  },
];
