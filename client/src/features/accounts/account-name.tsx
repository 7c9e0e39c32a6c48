import type { ReactNode } from 'react';

/** Tells a password manager whose password a form asks for; nobody sees or reaches it. */
export function AccountName({ email }: { email: string }): ReactNode {
  return <input type="email" autoComplete="username" value={email} readOnly hidden />;
}
