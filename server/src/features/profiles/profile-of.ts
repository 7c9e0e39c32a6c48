import type { Prisma } from '@hybrid/prisma';
import type { Profile } from '@hybrid/contracts';

/** What to select of a user to show a profile to `reader`: one query, whatever the number of people. */
export function profileSelect(reader: { id: string } | null) {
  return {
    username: true,
    bio: true,
    image: true,
    // Nobody has an empty id: for a visitor the relation comes back empty.
    followers: { where: { followerId: reader?.id ?? '' }, select: { followerId: true } },
  } satisfies Prisma.UserSelect;
}

type Selected = Prisma.UserGetPayload<{ select: ReturnType<typeof profileSelect> }>;

/** Makes the profile of a user who was read with `profileSelect`. */
export function profileOf({ username, bio, image, followers }: Selected): Profile {
  return { username, bio, image, following: followers.length > 0 };
}

/** What to select of a user to show the page of a person to `reader`. */
export function cardSelect(reader: { id: string } | null) {
  return {
    ...profileSelect(reader),
    followersCount: true,
    followingCount: true,
    articlesCount: true,
    createdAt: true,
  } satisfies Prisma.UserSelect;
}

/** Makes the page of a person who was read with `cardSelect`. */
export function cardOf(user: Prisma.UserGetPayload<{ select: ReturnType<typeof cardSelect> }>) {
  const { followersCount, followingCount, articlesCount, createdAt } = user;
  return { ...profileOf(user), followersCount, followingCount, articlesCount, joinedAt: createdAt };
}
