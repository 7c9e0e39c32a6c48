import type { Db } from '@hybrid/prisma';

/** A text that may refer to uploads. */
interface Text {
  readonly id: string;
  readonly text: string;
}

/** Texts in the order of their ids, a batch at a time. */
interface TextSource {
  /** Comes before every id. */
  readonly first: string;
  readonly read: (after: string) => Promise<Text[]>;
}

const nil = '00000000-0000-0000-0000-000000000000';

/** Everything in the product that may refer to uploads: a picture that none of these names is removed after a while. */
export function textSources(db: Db, batchSize: number): TextSource[] {
  const drafts: TextSource = {
    first: nil,
    read: (after) => db.$queryRaw`
      SELECT id::text, concat_ws(' ', image, body) AS text FROM draft
      WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize}`,
  };
  return [
    // Before the articles, as one that is published meanwhile becomes one of them; and after them, as one of them may be
    // opened to be changed.
    drafts,
    {
      first: nil,
      read: (after) => db.$queryRaw`
        SELECT id::text, concat_ws(' ', image, body) AS text FROM article
        WHERE id > ${after}::uuid ORDER BY id LIMIT ${batchSize}`,
    },
    drafts,
    {
      first: '0',
      read: (after) => db.$queryRaw`
        SELECT id::text, body AS text FROM comment WHERE id > ${Number(after)} ORDER BY id LIMIT ${batchSize}`,
    },
    {
      first: '',
      read: (after) => db.$queryRaw`
        SELECT id, image AS text FROM "user"
        WHERE id > ${after} AND image LIKE '%/uploads/%' ORDER BY id LIMIT ${batchSize}`,
    },
    // What its author swapped is shown to moderators until they have decided.
    {
      first: nil,
      read: (after) => db.$queryRaw`
        SELECT id::text, reported_text::text AS text FROM report
        WHERE id > ${after}::uuid AND resolved_at IS NULL AND reported_text IS NOT NULL ORDER BY id LIMIT ${batchSize}`,
    },
  ];
}
