import { useId } from 'react';
import type { ReactNode } from 'react';
import type { Form } from '../lib/use-form.ts';

interface FieldProps<V extends Record<string, string>> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  hint?: string;
  type?: 'text' | 'email' | 'password' | 'url';
  autoComplete?: string;
  /** More lines than one. */
  rows?: number;
  className?: string;
  /** Takes the focus when it appears, because somebody asked for it. */
  hasFocus?: boolean;
}

/** A label, its control, a hint and what is wrong with what was typed. */
export function Field<V extends Record<string, string>>(props: FieldProps<V>): ReactNode {
  const { form, name, label, hint, className } = props;
  const id = useId();
  const problem = form.problems[name];
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div className={`field ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      <Control {...props} id={id} isInvalid={problem !== undefined} described={described} />
      {hint !== undefined && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
    </div>
  );
}

type ControlProps<V extends Record<string, string>> = FieldProps<V> & {
  id: string;
  isInvalid: boolean;
  described: string;
};

function Control<V extends Record<string, string>>({ form, name, id, isInvalid, described, ...rest }: ControlProps<V>) {
  const shared = {
    id,
    name,
    value: form.values[name],
    'aria-invalid': isInvalid,
    'aria-describedby': described === '' ? undefined : described,
    autoComplete: rest.autoComplete,
    ref: rest.hasFocus ? takeFocus : undefined,
    onChange: (event: { target: { value: string } }) => form.change(name, event.target.value),
  };
  if (rest.rows !== undefined) return <textarea {...shared} rows={rest.rows} />;
  const isProse = rest.type === undefined || rest.type === 'text';
  return (
    <input
      {...shared}
      type={rest.type ?? 'text'}
      autoCapitalize={isProse ? undefined : 'none'}
      spellCheck={isProse ? undefined : false}
    />
  );
}

/** React calls it with the element when that appears, and with null when it goes. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
