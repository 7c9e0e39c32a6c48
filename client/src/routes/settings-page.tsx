import type { ReactNode } from 'react';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { SettingsForm } from '../features/accounts/settings-form.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';

export function SettingsPage(): ReactNode {
  const { title } = useWords().accounts.settings;
  return (
    <>
      <PageTitle title={title} />
      <header className="page-head">
        <PageHeading className="page-title">{title}</PageHeading>
      </header>
      <RequireUser>{(me) => <SettingsForm key={me.id} me={me} />}</RequireUser>
    </>
  );
}
