import { act, render } from '@testing-library/react';
import { type NavigateFunction, MemoryRouter, useNavigate } from 'react-router';
import { afterEach, expect, test } from 'vitest';
import { english } from './catalogue/english/english.ts';
import { WordsContext } from './catalogue/words.ts';
import { PageTitle } from './page-title.tsx';
import { useServedHead } from './served-head.ts';

afterEach(() => {
  for (const tag of document.head.querySelectorAll('[data-head], meta')) tag.remove();
});

test('the head that the server wrote gives way to the page’s own title at once, and goes with the page', async () => {
  document.head.innerHTML =
    '<title data-head>Served</title><link rel="canonical" href="/one" data-head><meta name="viewport" content="x">';
  let go: NavigateFunction | undefined;
  function Page() {
    useServedHead();
    go = useNavigate();
    return <PageTitle title="Own" />;
  }
  render(
    <WordsContext value={english}>
      <MemoryRouter initialEntries={['/one']}>
        <Page />
      </MemoryRouter>
    </WordsContext>,
  );
  expect([...document.querySelectorAll('title')].map((title) => title.textContent)).toEqual(['Own · Conduit']);
  expect(document.querySelector('[rel=canonical]')).not.toBeNull();
  await act(async () => go?.('?page=2'));
  expect(document.querySelector('[rel=canonical]')).not.toBeNull();
  await act(async () => go?.('/two'));
  expect(document.querySelector('[rel=canonical]')).toBeNull();
  expect(document.querySelector('[name=viewport]')).not.toBeNull();
});
