import type { Services } from '../../platform/context.ts';
import { storageKeyOf } from '../uploads/index.ts';
import { activityParts } from './activity-parts.ts';
import { type ExportPart, filesPart, listPart } from './export-part.ts';
import { textParts } from './text-parts.ts';

type Needs = Pick<Services, 'db' | 'storage'>;

/** All that goes into the export of a person, in the order of the archive. */
export function exportParts({ db, storage }: Needs, userId: string): ExportPart[] {
  return [
    ...profileParts({ db }, userId),
    ...textParts(db, userId),
    ...activityParts(db, userId),
    ...pictureParts({ db, storage }, userId),
  ];
}

function profileParts({ db }: Pick<Services, 'db'>, userId: string): ExportPart[] {
  const select = {
    username: true,
    email: true,
    emailVerified: true,
    bio: true,
    image: true,
    role: true,
    language: true,
    timeZone: true,
    twoFactorEnabled: true,
    createdAt: true,
    updatedAt: true,
    choices: { select: { kind: true, channel: true, wanted: true } },
  } as const;
  return [
    {
      count: async () => 1,
      async *write(archive) {
        const profile = await db.user.findUniqueOrThrow({ where: { id: userId }, select });
        await archive.text('README.txt', readMe);
        await archive.text('profile.json', `${JSON.stringify(profile, null, 2)}\n`);
        yield 1;
      },
    },
  ];
}

function pictureParts({ db, storage }: Needs, ownerId: string): ExportPart[] {
  const uploads = {
    count: () => db.upload.count({ where: { ownerId } }),
    read: (last?: { id: string }) =>
      db.upload.findMany({
        where: { ownerId, ...(last && { id: { gt: last.id } }) },
        select: { id: true, key: true, width: true, height: true, sizeBytes: true, createdAt: true },
        orderBy: { id: 'asc' },
        take: 50,
      }),
  };
  return [
    listPart('pictures.json', uploads),
    filesPart({
      ...uploads,
      async add(archive, { key }) {
        const file = await storage.get(storageKeyOf(key));
        // Not there any more, or never: its row is all there is of it.
        if (file) await archive.add(`pictures/${key.slice(key.indexOf('/') + 1)}`, file.body, { isPacked: true });
      },
    }),
  ];
}

const readMe = `This is all that you have at Conduit, as it was when this copy was made.

profile.json         who you are, and what you set
articles/, drafts/   what you wrote, as Markdown; the lines between the dashes say the rest
*.json               the same with its figures, and your comments, favorites, follows, reports, notifications, sessions
pictures/            what you uploaded. In your texts a picture is named /uploads/.../<name>


Dies ist alles, was du bei Conduit hast, so wie es war, als diese Kopie entstand.

profile.json         wer du bist und was du eingestellt hast
articles/, drafts/   was du geschrieben hast, als Markdown; die Zeilen zwischen den Strichen sagen das Übrige
*.json               dasselbe mit seinen Zahlen, dazu Kommentare, Favoriten, Folgen, Meldungen, Benachrichtigungen, Sitzungen
pictures/            was du hochgeladen hast. In deinen Texten heißt ein Bild /uploads/.../<Name>
`;
