import type { Language } from '@hybrid/contracts';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { english } from './catalogue/english/english.ts';
import { useWords } from './catalogue/words.ts';
import { LanguageProvider, useLanguageOf } from './language.tsx';

beforeEach(() => {
  document.documentElement.lang = 'en';
});
afterEach(() => localStorage.clear());

function Page({ setting }: { setting?: Language | null | undefined }): ReactNode {
  const { shell } = useWords();
  useLanguageOf(setting);
  return (
    <>
      <p>{shell.signIn}</p>
      <LanguageSwitch />
    </>
  );
}

const page = (setting?: Language | null) => (
  <LanguageProvider initial={{ language: 'en', words: english }}>
    <Page setting={setting} />
  </LanguageProvider>
);

test('a visitor takes another language, the page says which it is, and the device keeps it', async () => {
  render(page());
  fireEvent.click(screen.getByRole('button', { name: 'Deutsch' }));
  expect(await screen.findByText('Anmelden')).toBeDefined();
  expect(document.documentElement.lang).toBe('de');
  expect(localStorage.getItem('conduit:language')).toBe('de');
  expect(screen.getByRole('button', { name: 'Deutsch' }).getAttribute('aria-pressed')).toBe('true');
});

test('the language that a person set for themselves wins over that of the browser', async () => {
  const { rerender } = render(page());
  rerender(page('de'));
  expect(await screen.findByText('Anmelden')).toBeDefined();
});

test('whoever gives their language up gets the one of the browser back', async () => {
  const languages = vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR', 'en-US']);
  onTestFinished(() => languages.mockRestore());
  const { rerender } = render(page('de'));
  expect(await screen.findByText('Anmelden')).toBeDefined();
  rerender(page(null));
  expect(await screen.findByText('Sign in')).toBeDefined();
  expect(localStorage.getItem('conduit:language')).toBeNull();
});

test('a visitor’s own choice stays when somebody signs in who set none', async () => {
  const { rerender } = render(page());
  fireEvent.click(screen.getByRole('button', { name: 'Deutsch' }));
  await screen.findByText('Anmelden');
  rerender(page(null));
  await waitFor(() => expect(localStorage.getItem('conduit:language')).toBe('de'));
  expect(screen.getByText('Anmelden')).toBeDefined();
});
