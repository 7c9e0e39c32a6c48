import type { FeatureName } from './name.ts';
import { afterLast, beforeLast, type Insertion } from './plan.ts';
import { fill } from './templates.ts';

/** What a feature adds to the files that list features; written as the templates are, of paper boats. */
export function featureInsertions(name: FeatureName): Insertion[] {
  const said = (text: string): string => fill(text, name);
  return [
    ...contractInsertions(said),
    ...serverInsertions(said),
    roleRow(said),
    ...schemaInsertions(said, name),
    ...client(said),
  ];
}

type Said = (text: string) => string;

const anExport = { pattern: /^export (?:type )?\{.*from/, place: 'a line that begins with "export {"' };
const anImport = { pattern: /^import (?:type )?\{.*from/, place: 'a line that begins with "import {"' };

function contractInsertions(said: Said): Insertion[] {
  const lists = {
    'features.ts': "export { paperBoats } from './paper-boats.ts';\n",
    'events.ts': "export { paperBoatFinished } from './paper-boats.ts';\n",
    'index.ts': "export { type PaperBoat, paperBoatsMax } from './paper-boats.ts';\n",
  };
  return Object.entries(lists).map(([file, line]) => ({
    file: `contracts/src/${file}`,
    insert: afterLast(anExport.pattern, said(line)),
    place: anExport.place,
  }));
}

function serverInsertions(said: Said): Insertion[] {
  const file = 'server/src/features/index.ts';
  return [
    {
      file,
      insert: afterLast(anImport.pattern, said("import { paperBoats } from './paper-boats/index.ts';\n")),
      place: anImport.place,
    },
    {
      file,
      insert: beforeLast(/^\} satisfies Features/, said('  paperBoats,\n')),
      place: 'a line that begins with "} satisfies Features"',
    },
  ];
}

/** Who may see its page in the admin; a test compares the table with what the page does. */
function roleRow(said: Said): Insertion {
  return {
    file: 'docs/admin.md',
    insert: afterLast(
      /^\| `(?:GET|POST) \/admin/,
      said('| `GET /admin/paper-boats` | sign in | no | yes | yes | yes |\n'),
    ),
    place: 'a row of the table that begins with "| `GET /admin"',
  };
}

const model = `model PaperBoat {
  id         String    @id @default(uuid(7)) @db.Uuid
  userId     String    @map("user_id")
  title      String
  createdAt  DateTime  @default(now()) @map("created_at") @db.Timestamptz(3)
  /// When the job behind it was done; null until then.
  finishedAt DateTime? @map("finished_at") @db.Timestamptz(3)

  user User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@index([userId, createdAt(sort: Desc), id(sort: Desc)])
  @@index([createdAt(sort: Desc), id(sort: Desc)])
  @@map("paper_boat")
}

`;

function schemaInsertions(said: Said, { many }: FeatureName): Insertion[] {
  const file = 'prisma/schema.prisma';
  const heading = `// ---- ${many.kebab} `.padEnd(115, '-');
  return [
    { file, insert: toUser(said('  paperBoats PaperBoat[]\n')), place: '"model User {", and its first index' },
    {
      file,
      insert: beforeLast(/^\/\/ -+ platform /, `${heading}\n\n${said(model)}`),
      place: 'the heading of the platform',
    },
  ];
}

/** Behind the fields of the model of people, before its indexes. */
function toUser(line: string): Insertion['insert'] {
  return (schema) => {
    const start = schema.indexOf('\nmodel User {');
    const indexes = start === -1 ? -1 : schema.indexOf('\n\n  @@', start);
    return indexes === -1 ? null : `${schema.slice(0, indexes + 1)}${line}${schema.slice(indexes + 1)}`;
  };
}

function client(said: Said): Insertion[] {
  const catalogues = ['english', 'german'].flatMap((language): Insertion[] => {
    const file = `client/src/lib/catalogue/${language}/${language}.ts`;
    return [
      {
        file,
        insert: afterLast(anImport.pattern, said("import { paperBoats } from './paper-boats.ts';\n")),
        place: anImport.place,
      },
      { file, insert: beforeLast(/^\};/, said('  paperBoats,\n')), place: 'a line that is "};"' },
    ];
  });
  return [...catalogues, germanErrors(said), route(said)];
}

function germanErrors(said: Said): Insertion {
  const lines = `  PAPER_BOAT_NOT_FOUND: 'Diesen Eintrag hast du nicht.',
  TOO_MANY_PAPER_BOATS: 'Mehr als 100 Einträge haben keinen Platz. Lösche zuerst einen.',
`;
  return {
    file: 'client/src/lib/catalogue/german/product-errors.ts',
    insert: beforeLast(/^\};/, said(lines)),
    place: 'a line that is "};"',
  };
}

function route(said: Said): Insertion {
  const line = "  page('paper-boats', async () => (await import('./paper-boats-page.tsx')).PaperBoatsPage),\n";
  return {
    file: 'client/src/routes/product-pages.ts',
    insert: beforeLast(/^\];/, said(line)),
    place: 'a line that is "];"',
  };
}
