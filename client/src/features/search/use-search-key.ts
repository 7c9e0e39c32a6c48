import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** The field of the search page, for whoever wants to put the cursor into it. */
export const SEARCH_FIELD_ID = 'search-field';

/** Lets `/` lead to the search from any page, but for whoever is typing. */
export function useSearchKey(): void {
  const navigate = useNavigate();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>(`#${SEARCH_FIELD_ID}`);
      if (field === null) return void navigate('/search');
      field.focus();
      field.select();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
