import type { ReactNode } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { SignUpForm } from '../features/accounts/sign-up-form.tsx';
import { useMe } from '../features/accounts/use-me.ts';
import { useSignedIn } from '../features/accounts/use-signed-in.ts';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { useFlag } from '../lib/use-flag.ts';
import { returnPath } from '../lib/return-path.ts';

export function SignUpPage(): ReactNode {
  const { signUp } = useWords().accounts;
  const me = useMe();
  const isOpen = useFlag('signUps');
  const takeOver = useSignedIn();
  const [search] = useSearchParams();
  if (me) return <Navigate to={returnPath(search, location.origin)} replace />;
  return (
    <div className="gate">
      <PageTitle title={signUp.title} />
      <header className="page-head">
        <PageHeading className="page-title">{signUp.title}</PageHeading>
        <p className="standfirst">{isOpen ? signUp.lede : signUp.closed}</p>
      </header>
      {isOpen && <SignUpForm onSignedIn={takeOver} />}
      <p className="gate-other">
        {signUp.other} <Link to={`/sign-in?${search}`}>{signUp.otherAction}</Link>
      </p>
    </div>
  );
}
