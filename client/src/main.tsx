import { QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { loadWords } from './lib/catalogue/languages.ts';
import { browserConnection, ConnectionContext } from './lib/connection.ts';
import { takeFirstAnswers } from './lib/first-answers.ts';
import { decidedLanguage, LanguageProvider } from './lib/language.tsx';
import { links } from './lib/links.ts';
import { createQueryClient } from './lib/query-client.ts';
import { pageLive } from './lib/live/page-live.ts';
import { LiveContext } from './lib/live/use-event.ts';
import { reloadOnce } from './lib/reload-once.ts';
import { returnTo, takeRenewal } from './lib/renewal.ts';
import { createSessionNotice, SessionNoticeContext } from './lib/session-notice.ts';
import { createToasts, ToastsContext } from './lib/toasts.tsx';
import { trpc } from './lib/trpc.ts';
import { prefetchOnIntent } from './routes/prefetch-on-intent.ts';
import { createRouter, whenReady } from './routes/router.ts';
import './styles/index.css';

const root = document.querySelector('#root');
if (root === null)
  throw new Error('index.html has no element with the id "root", so that there is nothing to draw in.');

const notice = createSessionNotice();
const toasts = createToasts();
const connection = browserConnection();
const queryClient = createQueryClient(notice, () => void connection.verify());
takeFirstAnswers(queryClient);
const api = trpc.createClient({ links: links() });
const live = pageLive(api, queryClient);
// The first page is on its way while the words are.
const router = createRouter();
prefetchOnIntent(document, router.routes);
const language = decidedLanguage();
const words = await loadWords(language).catch((error: unknown) => {
  // A deploy took the file away between the page and its words.
  reloadOnce();
  throw error;
});
const renewedAt = takeRenewal();
if (renewedAt) {
  toasts.show({ sentence: words.shell.renewed });
  returnTo(renewedAt);
}
// Until the first page is there, the nameplate of index.html stands.
await whenReady(router);

const tree = (
  <StrictMode>
    <trpc.Provider client={api} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider initial={{ language, words }}>
          <ConnectionContext value={connection}>
            <SessionNoticeContext value={notice}>
              <ToastsContext value={toasts}>
                <LiveContext value={live}>
                  <RouterProvider router={router} />
                </LiveContext>
              </ToastsContext>
            </SessionNoticeContext>
          </ConnectionContext>
        </LanguageProvider>
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>
);
// A transition is drawn in slices: as one piece it held a slow phone for a fifth of a second.
startTransition(() => createRoot(root).render(tree));
