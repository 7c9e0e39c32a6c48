import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { httpBatchLink } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, Link, useParams } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import type { AppRouter } from './router.ts';

// The least that somebody ships who builds on the same libraries: two pages, two queries.

const trpc = createTRPCReact<AppRouter>();

function List() {
  const { data = [] } = trpc.list.useQuery();
  return data.map(({ slug, title }) => (
    <Link key={slug} to={`/${slug}`}>
      {title}
    </Link>
  ));
}

function Article() {
  const { slug = '' } = useParams();
  const { data } = trpc.bySlug.useQuery(slug);
  return <h1>{data?.title}</h1>;
}

const queryClient = new QueryClient();
const api = trpc.createClient({ links: [httpBatchLink({ url: '/api/trpc' })] });
const router = createBrowserRouter([
  { path: '/', Component: List },
  { path: '/:slug', Component: Article },
]);
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <trpc.Provider client={api} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </trpc.Provider>,
  );
}
