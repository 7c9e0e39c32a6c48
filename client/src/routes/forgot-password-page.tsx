import type { ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { ForgotPasswordForm } from '../features/accounts/forgot-password-form.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { Gate } from './gate.tsx';
import { PlainPage } from './plain-page.tsx';

export function ForgotPasswordPage(): ReactNode {
  const { forgot: said } = useWords().recovery;
  const navigate = useNavigate();
  const location = useLocation();
  const sentTo = sentAddress(location.state);
  if (sentTo !== null) {
    return <PlainPage title={said.sentTitle} sentence={said.sent(sentTo)} action={said.back} to="/sign-in" />;
  }
  // Another address, so that the new heading takes the focus.
  const onSent = (email: string) => void navigate('/forgot-password?sent', { state: { sentTo: email } });
  return (
    <Gate said={said}>
      <ForgotPasswordForm onSent={onSent} />
      <p className="gate-other">
        <Link to="/sign-in">{said.back}</Link>
      </p>
    </Gate>
  );
}

function sentAddress(state: unknown): string | null {
  const found: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'sentTo') : null;
  return typeof found === 'string' ? found : null;
}
