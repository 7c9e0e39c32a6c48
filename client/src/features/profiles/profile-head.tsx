import type { ProfileCard } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { PageHeading } from '../../lib/arrival.tsx';
import { useWords } from '../../lib/catalogue/words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ProfileCounts } from './profile-counts.tsx';

/** Who this is, with what can be done about it, and the way to their two lists. */
export function ProfileHead({ profile, actions }: { profile: ProfileCard; actions: ReactNode }): ReactNode {
  const { profiles } = useWords();
  const path = `/profile/${encodeURIComponent(profile.username)}`;
  return (
    <header className="profile-head">
      <Avatar name={profile.username} image={profile.image} size="large" />
      <div className="profile-person">
        <PageHeading className="profile-name">{profile.username}</PageHeading>
        {profile.bio !== null && <p className="standfirst">{profile.bio}</p>}
        <ProfileCounts profile={profile} />
        <div className="profile-actions">{actions}</div>
      </div>
      <nav className="tabs" aria-label={profiles.sections(profile.username)}>
        <NavLink to={path} end>
          {profiles.articles}
        </NavLink>
        <NavLink to={`${path}/favorites`}>{profiles.favorites}</NavLink>
      </nav>
    </header>
  );
}
