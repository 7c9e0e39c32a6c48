import type { ProfileCard } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { PageHeading } from '../../lib/arrival.tsx';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';
import { Avatar } from '../../ui/avatar.tsx';

/** Who this is, with what can be done about it, and the way to their lists, in numbers where they are counted. */
export function ProfileHead({ profile, actions }: { profile: ProfileCard; actions: ReactNode }): ReactNode {
  const { community, format, profiles, reading } = useWords();
  const { people } = community;
  const now = useNow();
  const path = `/profile/${encodeURIComponent(profile.username)}`;
  return (
    <header className="profile-head">
      <Avatar name={profile.username} image={profile.image} size="large" />
      <div className="profile-person">
        <PageHeading className="profile-name">{profile.username}</PageHeading>
        {profile.bio !== null && <p className="standfirst">{profile.bio}</p>}
        <p className="page-note">{people.since(format.day(profile.joinedAt, now))}</p>
        <div className="profile-actions">
          {actions}
          <a className="button-quiet" href={`${path}/feed.xml`} aria-label={reading.feedOf(profile.username)}>
            {reading.feed}
          </a>
        </div>
      </div>
      <nav className="tabs figure" aria-label={profiles.sections(profile.username)}>
        <NavLink to={path} end>
          {people.articles(profile.articlesCount)}
        </NavLink>
        <NavLink to={`${path}/favorites`}>{profiles.favorites}</NavLink>
        <NavLink to={`${path}/followers`}>{people.followers(profile.followersCount)}</NavLink>
        <NavLink to={`${path}/following`}>{people.following(profile.followingCount)}</NavLink>
      </nav>
    </header>
  );
}
