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
import type { Answer } from '../ui/loaded.tsx';
import type { ProfileContext } from './profile-page.tsx';
import { usePaging } from './use-paging.ts';

/** Who follows the person of the page. */
export function FollowersPage(): ReactNode {
  const { people } = useWords().community;
  const { username } = useOutletContext<ProfileContext>();
  const answer = trpc.profiles.followers.useQuery({ ...usePaging().input, username });
  return <People answer={answer} title={people.followersTitle(username)} empty={people.noFollowers(username)} />;
}

/** Whom the person of the page follows. */
export function FollowingPage(): ReactNode {
  const { people } = useWords().community;
  const { username } = useOutletContext<ProfileContext>();
  const answer = trpc.profiles.following.useQuery({ ...usePaging().input, username });
  return <People answer={answer} title={people.followingTitle(username)} empty={people.noFollowing(username)} />;
}

interface PeopleProps {
  answer: Answer<ProfilePage>;
  title: string;
  /** What is said where the list is empty. */
  empty: string;
}

function People({ answer, title, empty }: PeopleProps) {
  const { me } = useOutletContext<ProfileContext>();
  const { page, input, to } = usePaging();
  const onChange = usePatchPeople();
  return (
    <>
      <PageTitle title={title} />
      <PeopleList
        answer={answer}
        me={me}
        label={title}
        empty={empty}
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
