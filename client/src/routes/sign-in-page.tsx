import type { ReactNode } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { SignInForm } from '../features/accounts/sign-in-form.tsx';
import { useMe } from '../features/accounts/use-me.ts';
import { useSignedIn } from '../features/accounts/use-signed-in.ts';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { returnPath } from '../lib/return-path.ts';

export function SignInPage(): ReactNode {
  const { accountNotes, accounts } = useWords();
  const { signIn } = accounts;
  const me = useMe();
  const takeOver = useSignedIn();
  const [search] = useSearchParams();
  if (me) return <Navigate to={returnPath(search, location.origin)} replace />;
  return (
    <div className="gate">
      <PageTitle title={signIn.title} />
      <header className="page-head">
        <PageHeading className="page-title">{signIn.title}</PageHeading>
        <p className="standfirst">{accountNotes.signIn}</p>
      </header>
      <SignInForm onSignedIn={takeOver} />
      <p className="gate-other">
        {signIn.other} <Link to={`/sign-up?${search}`}>{signIn.otherAction}</Link>
      </p>
    </div>
  );
}
