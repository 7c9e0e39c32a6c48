import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Form } from '../lib/use-form.ts';

interface SelectFieldProps<V extends Record<string, string>> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  hint?: string;
  /** The options. */
  children: ReactNode;
}

/** A label and a choice of one among several, with a hint and what is wrong with it. */
export function SelectField<V extends Record<string, string>>(props: SelectFieldProps<V>): ReactNode {
  const { form, name, label, hint, children } = props;
  const id = useId();
  const problem = form.problems[name];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={form.values[name]}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => form.change(name, target.value)}
      >
        {children}
      </select>
      <p id={`${id}-note`} className={problem === undefined ? 'hint' : 'field-problem'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
