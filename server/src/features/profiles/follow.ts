import { contract } from '@hybrid/contracts';
import type { AnonymousContext, Context, PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { personByName } from './person-by-name.ts';
import { cardOf, cardSelect } from './profile-of.ts';

/** Shows one person. */
export async function profileByUsername(ctx: PublicContext, { username }: { username: string }) {
  const id = await idOf(ctx, username);
  const found = await ctx.db.user.findUnique({ where: { id }, select: cardSelect(ctx.user) });
  if (!found) throw profileNotFound(username);
  return cardOf(found);
}

/** Makes the caller follow a person; following twice changes nothing. */
export async function follow(ctx: Context, { username }: { username: string }) {
  const followedId = await idOf(ctx, username);
  if (followedId === ctx.user.id) throw failure(contract.profiles.follow, 'OWN_PROFILE');
  await ctx.db.follow.createMany({ data: [{ followerId: ctx.user.id, followedId }], skipDuplicates: true });
  return profileByUsername(ctx, { username });
}

/** Makes the caller stop following a person; nothing happens where they do not. */
export async function unfollow(ctx: Context, { username }: { username: string }) {
  const followedId = await idOf(ctx, username);
  await ctx.db.follow.deleteMany({ where: { followerId: ctx.user.id, followedId } });
  return profileByUsername(ctx, { username });
}

async function idOf(ctx: AnonymousContext, username: string): Promise<string> {
  const found = await personByName(ctx, username);
  if (!found) throw profileNotFound(username);
  return found.id;
}

/** The failure of a name that nobody has. */
export function profileNotFound(username: string) {
  return failure(contract.profiles.byUsername, 'PROFILE_NOT_FOUND', { username });
}
