import { contract } from '@hybrid/contracts';
import type { Profile } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { signInPath } from '../../lib/return-path.ts';
import { trpc } from '../../lib/trpc.ts';
import { FailureNote } from '../../ui/problem.tsx';

interface FollowButtonProps {
  profile: Profile;
  isSignedIn: boolean;
  /** Shows the change wherever else the page names this person. */
  onChange?: (profile: Profile) => void;
}

/** Follows at once, and takes it back when the server refuses. */
export function FollowButton({ profile, isSignedIn, onChange }: FollowButtonProps): ReactNode {
  const words = useWords();
  const { profiles } = words;
  const location = useLocation();
  const { toggle, isPending, error } = useFollow(profile, onChange);
  const { username, following } = profile;
  if (!isSignedIn) {
    return (
      <Link className="button-quiet" to={signInPath(location)}>
        {profiles.follow(username)}
      </Link>
    );
  }
  return (
    <>
      <button type="button" className="button-quiet" onClick={isPending ? undefined : toggle}>
        {following ? profiles.unfollow(username) : profiles.follow(username)}
      </button>
      <FailureNote failure={error === null ? null : describeFailure(words, error, contract.profiles.follow)} />
    </>
  );
}

function useFollow(profile: Profile, onChange: FollowButtonProps['onChange']) {
  const utils = trpc.useUtils();
  const client = useQueryClient();
  const { username, following } = profile;
  const show = (changed: Profile): void => {
    utils.profiles.byUsername.setData({ username }, (known) => known && { ...known, following: changed.following });
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
    onError: (_error: unknown, _input: unknown, context: { before: Profile } | undefined) => {
      if (context) show(context.before);
    },
  };
  const follow = trpc.profiles.follow.useMutation(options);
  const unfollow = trpc.profiles.unfollow.useMutation(options);
  return {
    isPending: follow.isPending || unfollow.isPending,
    error: (following ? unfollow : follow).error,
    toggle: () => (following ? unfollow : follow).mutate({ username }),
  };
}
