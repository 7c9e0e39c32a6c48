import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { BatchHandlerPlugin } from '@orpc/server/plugins';
import * as work from './work.ts';

const host = '127.0.0.1';

export function serveOrpc(port: number): void {
  const router = {
    small: os
      .route({ method: 'GET' })
      .input(work.Small)
      .output(work.Small)
      .handler(({ input }) => work.small(input)),
    article: os
      .route({ method: 'GET' })
      .input(work.ArticleInput)
      .output(work.ArticleOutput)
      .handler(({ input }) => work.article(input)),
    write: os
      .input(work.WriteInput)
      .output(work.WriteOutput)
      .handler(({ input }) => work.write(input)),
    missing: os
      .route({ method: 'GET' })
      .errors({ NOT_THERE: { status: 404, data: work.MissingData } })
      .input(work.MissingInput)
      .output(work.MissingOutput)
      .handler(({ input, errors }) => {
        throw errors.NOT_THERE({ data: input });
      }),
  };
  const handler = new RPCHandler(router, { plugins: [new BatchHandlerPlugin()] });
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const { matched } = await handler.handle(req, res, { prefix: '/rpc', context: {} });
    if (!matched) res.writeHead(404).end();
  };
  createServer((req, res) => void answer(req, res)).listen(port, host);
}
