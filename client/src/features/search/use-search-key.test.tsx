import { fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { SEARCH_FIELD_ID, useSearchKey } from './use-search-key.ts';

function Frame({ hasField = false }: { hasField?: boolean }) {
  useSearchKey();
  return (
    <>
      <output>{useLocation().pathname}</output>
      <label>
        Text
        <textarea />
      </label>
      {hasField && <input id={SEARCH_FIELD_ID} defaultValue="moss" />}
    </>
  );
}

function show(ui: React.ReactNode) {
  render(<MemoryRouter>{ui}</MemoryRouter>);
}

test('a slash leads to the search from any page', () => {
  show(<Frame />);
  fireEvent.keyDown(document.body, { key: '/' });
  expect(screen.getByRole('status').textContent).toBe('/search');
});

test('a slash that somebody types, or means otherwise, stays one', () => {
  show(<Frame />);
  fireEvent.keyDown(screen.getByRole('textbox'), { key: '/' });
  fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(screen.getByRole('status').textContent).toBe('/');
});

test('on the search page a slash leads into its field, with what stands there selected', () => {
  show(<Frame hasField />);
  expect(fireEvent.keyDown(document.body, { key: '/' })).toBe(false);
  const field = screen.getByDisplayValue<HTMLInputElement>('moss');
  expect(document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 4]);
  expect(screen.getByRole('status').textContent).toBe('/');
});
