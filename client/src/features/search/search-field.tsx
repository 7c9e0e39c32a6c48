import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Asking } from './use-asked.ts';
import { SEARCH_FIELD_ID } from './use-search-key.ts';

/** Where one types what to look for. Who comes with nothing to look for begins here. */
export function SearchField({ asking }: { asking: Asking }): ReactNode {
  const { search } = useWords();
  const hint = useId();
  const field = useRef<HTMLInputElement>(null);
  const isEmpty = useRef(asking.q === '');
  useEffect(() => {
    if (isEmpty.current) field.current?.focus();
  }, []);
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    asking.submit();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    // The browser's own clearing would come a second time.
    event.preventDefault();
    asking.type('');
  }
  return (
    // The element of that name is too new for the browsers that tests and some readers have.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <form role="search" className="search-form" onSubmit={submit}>
      <label className="visually-hidden" htmlFor={SEARCH_FIELD_ID}>
        {search.field}
      </label>
      <Icon name="search" />
      <input
        ref={field}
        id={SEARCH_FIELD_ID}
        className="search-field"
        type="search"
        maxLength={200}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        placeholder={search.placeholder}
        aria-describedby={hint}
        value={asking.typed}
        onChange={(event) => asking.type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={asking.leave}
      />
      <span id={hint} className="visually-hidden">
        {search.keys}
      </span>
    </form>
  );
}
