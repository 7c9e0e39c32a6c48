import { initTRPC } from '@trpc/server';

const { router, procedure } = initTRPC.create();
const articles = [{ slug: 'first', title: 'First' }];

/** What the smallest client calls; only its type is taken. */
const appRouter = router({
  list: procedure.query(() => articles),
  bySlug: procedure.input(String).query(({ input }) => articles.find(({ slug }) => slug === input) ?? null),
});

export type AppRouter = typeof appRouter;
