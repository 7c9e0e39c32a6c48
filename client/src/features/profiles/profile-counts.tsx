import type { ProfileCard } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';

/** A person in numbers; each that stands for people leads to them. */
export function ProfileCounts({ profile }: { profile: ProfileCard }): ReactNode {
  const { community, format } = useWords();
  const now = useNow();
  const { people } = community;
  const path = `/profile/${encodeURIComponent(profile.username)}`;
  return (
    <ul className="profile-counts figure" aria-label={people.counts(profile.username)}>
      <li>{people.articles(profile.articlesCount)}</li>
      <li>
        <Link to={`${path}/followers`}>{people.followers(profile.followersCount)}</Link>
      </li>
      <li>
        <Link to={`${path}/following`}>{people.following(profile.followingCount)}</Link>
      </li>
      <li>{people.since(format.day(profile.joinedAt, now))}</li>
    </ul>
  );
}
