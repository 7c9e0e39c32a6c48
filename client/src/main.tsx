import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { links } from './lib/links.ts';
import { createQueryClient } from './lib/query-client.ts';
import { createSessionNotice, SessionNoticeContext } from './lib/session-notice.ts';
import { trpc } from './lib/trpc.ts';
import { createRouter } from './routes/router.tsx';
import './styles/index.css';

const root = document.querySelector('#root');
if (root === null)
  throw new Error('index.html has no element with the id "root", so that there is nothing to draw in.');

const notice = createSessionNotice();
const queryClient = createQueryClient(notice);
const api = trpc.createClient({ links: links() });

createRoot(root).render(
  <StrictMode>
    <trpc.Provider client={api} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <SessionNoticeContext value={notice}>
          <RouterProvider router={createRouter()} />
        </SessionNoticeContext>
      </QueryClientProvider>
    </trpc.Provider>
  </StrictMode>,
);
