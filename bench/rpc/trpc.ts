import { initTRPC, TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { createHTTPServer } from '@trpc/server/adapters/standalone';
import express from 'express';
import fastify from 'fastify';
import * as work from './work.ts';

const host = '127.0.0.1';

function trpcRouter() {
  const t = initTRPC.create();
  return t.router({
    small: t.procedure
      .input(work.Small)
      .output(work.Small)
      .query(({ input }) => work.small(input)),
    article: t.procedure
      .input(work.ArticleInput)
      .output(work.ArticleOutput)
      .query(({ input }) => work.article(input)),
    write: t.procedure
      .input(work.WriteInput)
      .output(work.WriteOutput)
      .mutation(({ input }) => work.write(input)),
    missing: t.procedure
      .input(work.MissingInput)
      .output(work.MissingOutput)
      .query(() => {
        throw new TRPCError({ code: 'NOT_FOUND', message: 'NOT_THERE' });
      }),
  });
}

export function serveTrpcExpress(port: number): void {
  express()
    .disable('x-powered-by')
    .use('/api/trpc', createExpressMiddleware({ router: trpcRouter() }))
    .listen(port, host);
}

export function serveTrpcStandalone(port: number): void {
  createHTTPServer({ router: trpcRouter(), basePath: '/api/trpc/' }).listen(port, host);
}

export async function serveTrpcFastify(port: number): Promise<void> {
  const router = trpcRouter();
  const trpcOptions: FastifyTRPCPluginOptions<typeof router>['trpcOptions'] = { router };
  await fastify().register(fastifyTRPCPlugin, { prefix: '/api/trpc', trpcOptions }).listen({ port, host });
}
