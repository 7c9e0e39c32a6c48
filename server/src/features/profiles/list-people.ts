import type { Page, ProfilePage } from '@hybrid/contracts';
import type { PublicContext } from '../../platform/context.ts';
import { profileNotFound } from './follow.ts';
import { personByName } from './person-by-name.ts';
import { profileOf, profileSelect } from './profile-of.ts';

interface PeopleOf extends Page {
  username: string;
}

/** Lists who follows a person, the latest first. */
export async function listFollowers(ctx: PublicContext, { username, limit, offset }: PeopleOf): Promise<ProfilePage> {
  const { id, followersCount } = await countsOf(ctx, username);
  const follows = await ctx.db.follow.findMany({
    where: { followedId: id },
    select: { follower: { select: profileSelect(ctx.user) } },
    orderBy: [{ createdAt: 'desc' }, { followerId: 'desc' }],
    take: limit,
    skip: offset,
  });
  return { people: follows.map(({ follower }) => profileOf(follower)), total: followersCount };
}

/** Lists whom a person follows, the latest first. */
export async function listFollowing(ctx: PublicContext, { username, limit, offset }: PeopleOf): Promise<ProfilePage> {
  const { id, followingCount } = await countsOf(ctx, username);
  const follows = await ctx.db.follow.findMany({
    where: { followerId: id },
    select: { followed: { select: profileSelect(ctx.user) } },
    orderBy: [{ createdAt: 'desc' }, { followedId: 'desc' }],
    take: limit,
    skip: offset,
  });
  return { people: follows.map(({ followed }) => profileOf(followed)), total: followingCount };
}

async function countsOf(ctx: PublicContext, username: string) {
  const person = await personByName(ctx, username);
  const select = { id: true, followersCount: true, followingCount: true } as const;
  const found = person && (await ctx.db.user.findUnique({ where: { id: person.id }, select }));
  if (!found) throw profileNotFound(username);
  return found;
}
