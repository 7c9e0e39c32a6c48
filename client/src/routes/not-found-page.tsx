import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { PlainPage } from './plain-page.tsx';

export function NotFoundPage(): ReactNode {
  const { notFound } = useWords().shell;
  return <PlainPage {...notFound} to="/" />;
}
