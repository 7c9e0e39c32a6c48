import { contract } from '@hybrid/contracts';
import type { Services } from '../../platform/context.ts';
import type { HeadSource, PageHead } from '../../platform/site/page-head.ts';
import { personByName } from './person-by-name.ts';

/** A person, with what they wrote. */
export const profileHead: HeadSource = {
  path: '/profile/:username',
  read: (services, { username }) => headOf(services, username),
};

/** What a person likes. */
export const favoritesHead = listHead('favorites', (name) => `Favorites of ${name}`);

/** Who follows a person. */
export const followersHead = listHead('followers', (name) => `Followers of ${name}`);

/** Whom a person follows. */
export const followingHead = listHead('following', (name) => `Followed by ${name}`);

function listHead(list: string, titleOf: (name: string) => string): HeadSource {
  return {
    path: `/profile/:username/${list}`,
    async read(services, { username }) {
      const head = await headOf(services, username);
      return head && { ...head, title: titleOf(head.title), path: `${head.path}/${list}` };
    },
  };
}

async function headOf({ db }: Services, name: string | undefined): Promise<PageHead | null> {
  const asked = contract.profiles.byUsername.input?.safeParse({ username: name });
  const found = asked?.success ? await personByName({ db }, asked.data.username) : null;
  const person = found && (await db.user.findUnique({ where: { id: found.id } }));
  if (!person) return null;
  const { username, bio, image } = person;
  const path = `/profile/${encodeURIComponent(username)}`;
  return {
    title: username,
    description: bio ?? `What ${username} writes on Conduit.`,
    path,
    type: 'profile',
    image: image ?? undefined,
    author: username,
    feed: { title: `Conduit: ${username}`, path: `${path}/feed.xml` },
  };
}
