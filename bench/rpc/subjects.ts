import { serveExpress, serveFastify, serveHonoRoutes, serveNode } from './by-hand.ts';
import { serveOrpc } from './orpc.ts';
import { serveOurs } from './ours.ts';
import { serveTrpcExpress, serveTrpcFastify, serveTrpcStandalone } from './trpc.ts';

/** Each listens on a port; what they answer is asked for by `requests.ts`. */
export const subjects = {
  ours: serveOurs,
  'tRPC, Express': serveTrpcExpress,
  'tRPC, standalone': serveTrpcStandalone,
  'tRPC, Fastify': serveTrpcFastify,
  oRPC: serveOrpc,
  Fastify: serveFastify,
  Hono: serveHonoRoutes,
  Express: serveExpress,
  'node:http': serveNode,
};
export type Subject = keyof typeof subjects;
