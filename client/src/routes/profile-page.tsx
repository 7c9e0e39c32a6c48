import type { contract, Me, Profile } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, Outlet, useOutletContext, useParams } from 'react-router';
import { useMe } from '../features/accounts/use-me.ts';
import { patchAuthor } from '../features/articles/article-cache.ts';
import { ArticleList } from '../features/articles/article-list.tsx';
import { FollowButton } from '../features/profiles/follow-button.tsx';
import { ProfileHead } from '../features/profiles/profile-head.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { failedWith } from '../lib/failure.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { LoadFailure } from '../ui/problem.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PlainPage } from './plain-page.tsx';
import { usePaging } from './use-paging.ts';

/** What the pages below a person's know of them. */
export interface ProfileContext {
  username: string;
  me: Me | null | undefined;
}

/** A person, with what they wrote and what they like in the pages below. */
export function ProfilePage(): ReactNode {
  const { profiles, shell } = useWords();
  const { username = '' } = useParams();
  const me = useMe();
  const answer = trpc.profiles.byUsername.useQuery({ username });
  if (failedWith<typeof contract.profiles.byUsername>(answer.error, 'PROFILE_NOT_FOUND')) {
    return <PlainPage {...profiles.nobody} action={shell.notFound.action} to="/" />;
  }
  if (answer.data === undefined) {
    if (answer.error) {
      return <LoadFailure what={profiles.failed} error={answer.error} retry={() => void answer.refetch()} />;
    }
    return (
      <Loading label={profiles.loading}>
        <Skeleton shape="item" />
      </Loading>
    );
  }
  return (
    <>
      <ProfileHead profile={answer.data} actions={<Actions profile={answer.data} me={me} />} />
      <Outlet context={{ username: answer.data.username, me } satisfies ProfileContext} />
    </>
  );
}

function Actions({ profile, me }: { profile: Profile; me: Me | null | undefined }) {
  const { profiles } = useWords();
  const client = useQueryClient();
  if (me?.username === profile.username) {
    return (
      <Link className="button-quiet" to="/settings">
        {profiles.editProfile}
      </Link>
    );
  }
  return (
    <FollowButton profile={profile} isSignedIn={Boolean(me)} onChange={(changed) => patchAuthor(client, changed)} />
  );
}

export function OwnArticles(): ReactNode {
  const { articles } = useWords();
  const { username, me } = useOutletContext<ProfileContext>();
  const { page, input, to } = usePaging();
  const answer = trpc.articles.list.useQuery({ ...input, author: username });
  const isOwn = me?.username === username;
  const empty = isOwn ? { ...articles.empty.own, to: '/editor' } : { ...articles.empty.author(username), to: '/' };
  return (
    <>
      <PageTitle title={username} />
      <ArticleList answer={answer} page={page} to={to} isSignedIn={Boolean(me)} empty={empty} />
    </>
  );
}

export function FavoriteArticles(): ReactNode {
  const { articles, profiles } = useWords();
  const { username, me } = useOutletContext<ProfileContext>();
  const { page, input, to } = usePaging();
  const answer = trpc.articles.list.useQuery({ ...input, favoritedBy: username });
  const isOwn = me?.username === username;
  const empty = { ...(isOwn ? articles.empty.ownFavorites : articles.empty.favorites(username)), to: '/' };
  return (
    <>
      <PageTitle title={profiles.favoritesTitle(username)} />
      <ArticleList answer={answer} page={page} to={to} isSignedIn={Boolean(me)} empty={empty} />
    </>
  );
}
