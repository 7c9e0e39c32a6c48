import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import express, { type RequestHandler } from 'express';
import { originGuard } from '../../server/src/platform/http/origin-guard.ts';
import { requestIds } from '../../server/src/platform/http/request-id.ts';
import { securityHeaders } from '../../server/src/platform/http/security-headers.ts';
import { listen } from '../../server/src/platform/http/server.ts';
import { ours } from './ours.ts';
import { stock } from './stock.ts';

// One way to serve streams, behind what every request of the product passes; `/figures` says what it has cost so far.

const subjects: Record<string, () => Promise<RequestHandler>> = {
  ours,
  'stock tRPC': () => stock({ isShared: true }),
  'a subscriber each': () => stock({ isShared: false }),
};

setFlagsFromString('--expose-gc');
// The flag makes it a global of contexts that are made from now on.
const collect = runInNewContext('gc') as () => void;

const serve = subjects[process.env['SUBJECT'] ?? ''];
if (!serve) throw new Error(`SUBJECT is one of ${Object.keys(subjects).join(', ')}.`);
const publicUrl = new URL('http://127.0.0.1');
const app = express()
  .disable('x-powered-by')
  .disable('etag')
  .set('query parser', 'simple')
  .get('/figures', (_req, res) => {
    collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    res.json({
      rssKb: rss / 1024,
      heapKb: heapUsed / 1024,
      externalKb: external / 1024,
      cpuMs: (user + system) / 1000,
    });
  })
  .use(requestIds(false))
  .use(securityHeaders(publicUrl))
  .use(originGuard(publicUrl))
  .use('/api/trpc', await serve());
await listen(app, { port: Number(process.env['PORT']), host: '127.0.0.1' });
// In order, so that a profile is written where one is asked for.
process.on('SIGTERM', () => process.exit(0));
