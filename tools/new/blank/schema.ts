/** The headings of schema.prisma whose models are the product's. */
const productHeadings = new Set(['exports', 'profiles', 'articles', 'drafts', 'reports', 'moderation', 'comments']);
/** Columns of people that the product counts in. */
const productColumns = ['followersCount', 'followingCount', 'articlesCount'];

const notification = `enum NotificationKind {
  note_finished
}

model Notification {
  id         String           @id @default(uuid(7)) @db.Uuid
  userId     String           @map("user_id")
  kind       NotificationKind
  /// What it is about, e.g. \`note:<id>\`: a job that runs twice writes one notification.
  subject    String
  noteId     String           @map("note_id") @db.Uuid
  createdAt  DateTime         @default(now()) @map("created_at") @db.Timestamptz(3)
  readAt     DateTime?        @map("read_at") @db.Timestamptz(3)
  /// Whether it is listed in the product; not where its recipient wants such news by mail alone.
  inApp      Boolean          @default(true) @map("in_app")
  /// Whether it is still to be put into a mail.
  awaitsMail Boolean          @default(false) @map("awaits_mail")

  user User @relation(fields: [userId], references: [id], onDelete: Cascade)
  note Note @relation(fields: [noteId], references: [id], onDelete: Cascade)

  @@unique([userId, subject])
  @@index([userId, createdAt(sort: Desc), id(sort: Desc)])
  @@index([noteId])
  @@map("notification")
}
`;

/**
 * Takes the models of the product out of the schema: its sections, what other models say of them, and the notification, which
 * is about something else in every product.
 */
export function withoutProduct(schema: string): string {
  const parts = schema.split(/^(?=\/\/ -{4} )/m);
  const isProduct = (part: string): boolean => productHeadings.has(/^\/\/ -{4} (\S+)/.exec(part)?.[1] ?? '');
  const gone = parts.filter(isProduct).flatMap(typesOf);
  const kept = parts.filter((part) => !isProduct(part)).join('');
  const notified = replaceModels(kept, ['NotificationKind', 'Notification'], notification);
  return withoutLines(notified, gone);
}

/** Adds what notifications are about to the model of the sample, which is written without them. */
export function withNotifications(schema: string): string {
  const before = '  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n';
  const at = schema.indexOf(before, schema.indexOf('\nmodel Note {'));
  const end = at + before.length;
  return `${schema.slice(0, end)}\n  notifications Notification[]\n${schema.slice(end)}`;
}

function typesOf(part: string): string[] {
  return [...part.matchAll(/^(?:model|enum) (\w+) \{/gm)].map(([, name = '']) => name);
}

/** Puts one text in the place of some models that follow each other. */
function replaceModels(schema: string, names: readonly string[], text: string): string {
  const [first = '', last = ''] = [names[0], names.at(-1)];
  const start = schema.search(new RegExp(`^(?:model|enum) ${first} \\{`, 'm'));
  const ending = schema.indexOf('\n}\n', schema.search(new RegExp(`^(?:model|enum) ${last} \\{`, 'm')));
  if (start === -1 || ending === -1) throw new Error(`schema.prisma has no ${names.join(' and ')} any more.`);
  return schema.slice(0, start) + text + schema.slice(ending + '\n}\n'.length);
}

/** Leaves out fields of models that are gone, those that the product counts in, and what is said of them. */
function withoutLines(schema: string, gone: readonly string[]): string {
  const field = new RegExp(
    `^  (?:\\w+ +(?:${gone.join('|')})(?:\\[\\]|\\?)?(?: |$)|(?:${productColumns.join('|')}) |caused )`,
  );
  const lines = schema.split('\n');
  return lines
    .filter((line, index) => !field.test(line) && !(line.startsWith('  ///') && field.test(lines[index + 1] ?? '')))
    .join('\n')
    .replace(' Notification[] @relation("recipient")', ' Notification[]');
}
