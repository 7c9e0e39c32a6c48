import type { Profile, ProfilePage } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { useOutletContext } from 'react-router';
import { patchAuthor } from '../features/articles/article-cache.ts';
import { PeopleList } from '../features/profiles/people-list.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import type { ProfileContext } from './profile-page.tsx';
import { usePaging } from './use-paging.ts';

/** Who follows the person of the page. */
export function FollowersPage(): ReactNode {
  const { people } = useWords().community;
  const { username, me } = useOutletContext<ProfileContext>();
  const { page, input, to } = usePaging();
  const answer = trpc.profiles.followers.useQuery({ ...input, username });
  const onChange = usePatchPeople();
  return (
    <>
      <PageTitle title={people.followersTitle(username)} />
      <PeopleList
        answer={answer}
        me={me}
        label={people.followersTitle(username)}
        empty={people.noFollowers(username)}
        page={page}
        pageSize={input.limit}
        to={to}
        onChange={onChange}
      />
    </>
  );
}

/** Whom the person of the page follows. */
export function FollowingPage(): ReactNode {
  const { people } = useWords().community;
  const { username, me } = useOutletContext<ProfileContext>();
  const { page, input, to } = usePaging();
  const answer = trpc.profiles.following.useQuery({ ...input, username });
  const onChange = usePatchPeople();
  return (
    <>
      <PageTitle title={people.followingTitle(username)} />
      <PeopleList
        answer={answer}
        me={me}
        label={people.followingTitle(username)}
        empty={people.noFollowing(username)}
        page={page}
        pageSize={input.limit}
        to={to}
        onChange={onChange}
      />
    </>
  );
}

/** Shows a change of whom the reader follows in every list of people, and under their articles. */
function usePatchPeople(): (profile: Profile) => void {
  const client = useQueryClient();
  return (profile) => {
    for (const queryKey of [getQueryKey(trpc.profiles.followers), getQueryKey(trpc.profiles.following)]) {
      client.setQueriesData<ProfilePage>({ queryKey }, (page) => page && patched(page, profile));
    }
    patchAuthor(client, profile);
  };
}

function patched(page: ProfilePage, { username, following }: Profile): ProfilePage {
  return {
    ...page,
    people: page.people.map((person) => (person.username === username ? { ...person, following } : person)),
  };
}
