import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { AccountName } from './account-name.tsx';

interface PasswordProofProps<V extends Record<string, string>> {
  form: Form<V>;
  /** The field that holds it. */
  name: keyof V & string;
  /** Whose password it is. */
  email: string;
  hasFocus?: boolean;
}

/** Asks for the password that is in use, in a way that password managers understand. */
export function PasswordProof<V extends Record<string, string>>({
  form,
  name,
  email,
  hasFocus = false,
}: PasswordProofProps<V>): ReactNode {
  const { settings } = useWords();
  return (
    <>
      <AccountName email={email} />
      <Field
        form={form}
        name={name}
        label={settings.currentPassword}
        type="password"
        autoComplete="current-password"
        hasFocus={hasFocus}
      />
    </>
  );
}
