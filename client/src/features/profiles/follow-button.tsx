import type { Profile, ProfileCard } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { signInPath } from '../../lib/return-path.ts';
import { trpc } from '../../lib/trpc.ts';
import { useTakenBack } from '../../lib/use-taken-back.ts';

interface FollowButtonProps {
  profile: Profile;
  isSignedIn: boolean;
  /** Shows the change wherever else the page names this person. */
  onChange?: (profile: Profile) => void;
}

/** Follows at once, and takes it back when the server refuses. */
export function FollowButton({ profile, isSignedIn, onChange }: FollowButtonProps): ReactNode {
  const { profiles } = useWords();
  const location = useLocation();
  const { toggle, isPending } = useFollow(profile, onChange);
  const { username, following } = profile;
  if (!isSignedIn) {
    return (
      <Link className="button-quiet" to={signInPath(location)}>
        {profiles.follow(username)}
      </Link>
    );
  }
  return (
    <button type="button" className="button-quiet" onClick={isPending ? undefined : toggle}>
      {following ? profiles.unfollow(username) : profiles.follow(username)}
    </button>
  );
}

function useFollow(profile: Profile, onChange: FollowButtonProps['onChange']) {
  const { profiles: said } = useWords();
  const utils = trpc.useUtils();
  const client = useQueryClient();
  const tellTakenBack = useTakenBack();
  const { username, following } = profile;
  const show = (changed: Profile): void => {
    utils.profiles.byUsername.setData({ username }, (known) => known && withFollowing(known, changed.following));
    onChange?.(changed);
  };
  const options = {
    // What stood before travels with the mutation: by the time it fails, these options are those of a later render.
    onMutate: () => {
      show({ ...profile, following: !following });
      return { before: profile };
    },
    onSuccess: (answer: Profile) => {
      show(answer);
      void client.invalidateQueries({ queryKey: getQueryKey(trpc.articles.feed) });
    },
    onError: (error: unknown, _input: unknown, context: { before: Profile } | undefined) => {
      if (!context) return;
      show(context.before);
      tellTakenBack((context.before.following ? said.stillFollowed : said.notFollowed)(username), error);
    },
  };
  const follow = trpc.profiles.follow.useMutation(options);
  const unfollow = trpc.profiles.unfollow.useMutation(options);
  return {
    isPending: follow.isPending || unfollow.isPending,
    toggle: () => (following ? unfollow : follow).mutate({ username }),
  };
}

/** A person's page after the reader began or stopped to follow them: they are one of those who are counted. */
function withFollowing(known: ProfileCard, following: boolean): ProfileCard {
  if (known.following === following) return known;
  return { ...known, following, followersCount: known.followersCount + (following ? 1 : -1) };
}
