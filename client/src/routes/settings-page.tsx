import type { Me } from '@hybrid/contracts';
import type { ComponentType, ReactNode } from 'react';
import { Link, NavLink, Outlet, useOutletContext } from 'react-router';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { settingsSections, type SettingsSection } from './settings-sections.ts';

/** What all pages of the settings stand in. */
export function SettingsPage(): ReactNode {
  return <RequireUser>{(me) => <Outlet key={me.id} context={me} />}</RequireUser>;
}

/** The first page: what there is to set, and what it is for. */
export function SettingsOverview(): ReactNode {
  const words = useWords();
  return (
    <>
      <PageTitle title={words.settings.title} />
      <header className="page-head">
        <PageHeading className="page-title">{words.settings.title}</PageHeading>
      </header>
      <nav className="settings-overview" aria-label={words.settings.title}>
        <ul>
          {settingsSections.map(({ path, said }) => (
            <li key={path}>
              <Link to={`/settings/${path}`}>{said(words).title}</Link>
              <p>{said(words).note}</p>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}

/** Makes the page of a section: the way to the others beside it, on a phone the way back above it. */
export function sectionPage(section: SettingsSection, Section: ComponentType<{ me: Me }>): () => ReactNode {
  return function SectionPage() {
    const me = useOutletContext<Me>();
    const words = useWords();
    const { title, note } = section.said(words);
    return (
      <div className="settings">
        <PageTitle title={title} />
        <nav className="settings-nav" aria-label={words.settings.title}>
          <Link className="settings-back button-quiet" to="/settings">
            {words.settings.all}
          </Link>
          <ul>
            {settingsSections.map(({ path, said }) => (
              <li key={path}>
                <NavLink to={`/settings/${path}`}>{said(words).title}</NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings-section">
          <header>
            <PageHeading className="page-title">{title}</PageHeading>
            <p className="standfirst">{note}</p>
          </header>
          <Section me={me} />
        </div>
      </div>
    );
  };
}
