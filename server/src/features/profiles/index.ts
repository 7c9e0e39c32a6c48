import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { follow, profileByUsername, unfollow } from './follow.ts';
import { listFollowers, listFollowing } from './list-people.ts';
import { favoritesHead, followersHead, followingHead, profileHead } from './profile-head.ts';

export { personByName } from './person-by-name.ts';
export { profileOf, profileSelect } from './profile-of.ts';

/** People as others see them, and who follows whom. */
export const profiles = {
  router: implement(contract.profiles, {
    byUsername: profileByUsername,
    follow,
    unfollow,
    followers: listFollowers,
    following: listFollowing,
  }),
  heads: [profileHead, favoritesHead, followersHead, followingHead],
} satisfies Feature<typeof contract.profiles>;
