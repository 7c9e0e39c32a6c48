import type { Me, Profile, ProfilePage } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Answer } from '../../ui/loaded.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { FollowButton } from './follow-button.tsx';

interface PeopleListProps {
  answer: Answer<ProfilePage>;
  me: Me | null | undefined;
  label: string;
  /** What is said where the list is empty. */
  empty: string;
  page: number;
  pageSize: number;
  to: (page: number) => string;
  onChange: (profile: Profile) => void;
}

/** People, each with what they say of themselves and the way to follow them. */
export function PeopleList({ answer, me, label, empty, page, pageSize, to, onChange }: PeopleListProps): ReactNode {
  const { people } = useWords().community;
  const waiting = (
    <Loading label={people.loading}>
      <Skeleton shape="note" />
    </Loading>
  );
  return (
    <Loaded answer={answer} failed={people.failed} waiting={waiting}>
      {({ people: found, total }) =>
        total === 0 ? (
          <Empty sentence={empty} />
        ) : (
          <>
            <ul className="people-list" aria-label={label}>
              {found.map((person) => (
                <PersonItem key={person.username} person={person} me={me} onChange={onChange} />
              ))}
            </ul>
            <Pager page={page} last={Math.ceil(total / pageSize)} to={to} />
          </>
        )
      }
    </Loaded>
  );
}

function PersonItem({
  person,
  me,
  onChange,
}: Pick<PeopleListProps, 'me' | 'onChange'> & { person: Profile }): ReactNode {
  return (
    <li className="person">
      <Link className="author" to={`/profile/${encodeURIComponent(person.username)}`}>
        <Avatar name={person.username} image={person.image} />
        {person.username}
      </Link>
      {person.bio !== null && <p className="person-bio">{person.bio}</p>}
      {me?.username !== person.username && (
        <FollowButton profile={person} isSignedIn={Boolean(me)} onChange={onChange} />
      )}
    </li>
  );
}
