import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { serve as serveHono } from '@hono/node-server';
import express, { type ErrorRequestHandler } from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { z } from 'zod';
import * as work from './work.ts';

const host = '127.0.0.1';

const ten = z.array(work.Small).length(10);

/** What is wrong with an input is said by its issues, as a careful person would. */
function refusal(error: unknown): { status: number; body: unknown } {
  if (error instanceof Missing) return { status: 404, body: { error: 'NOT_THERE', data: { id: error.id } } };
  if (error instanceof z.ZodError) return { status: 422, body: { error: 'INVALID_INPUT', issues: error.issues } };
  return { status: 500, body: { error: 'INTERNAL' } };
}

class Missing extends Error {
  readonly id: string;
  constructor(id: string) {
    super('NOT_THERE');
    this.id = id;
  }
}

type Query = Record<string, unknown>;

/** The routes that somebody would write by hand: input in the query or in a body, answers as JSON. */
const routes = {
  small: ({ n }: Query) => work.Small.parse(work.small(work.Small.parse({ n: Number(n) }))),
  article: ({ slug }: Query) => work.ArticleOutput.parse(work.article(work.ArticleInput.parse({ slug }))),
  missing: ({ id }: Query) => {
    throw new Missing(work.MissingInput.parse({ id }).id);
  },
  write: (body: unknown) => work.WriteOutput.parse(work.write(work.WriteInput.parse(body))),
  ten: (body: unknown) => ten.parse(ten.parse(body).map((input) => work.small(input))),
};

export async function serveFastify(port: number): Promise<void> {
  const app = fastify();
  app.setErrorHandler((error, _req, reply) => {
    const { status, body } = refusal(error);
    return reply.status(status).send(body);
  });
  app.get('/small', (req) => routes.small(req.query as Query));
  app.get('/article', (req) => routes.article(req.query as Query));
  app.get('/missing', (req) => routes.missing(req.query as Query));
  app.post('/write', (req) => routes.write(req.body));
  app.post('/ten', (req) => routes.ten(req.body));
  await app.listen({ port, host });
}

export function serveHonoRoutes(port: number): void {
  const app = new Hono();
  app.onError((error) => {
    const { status, body } = refusal(error);
    return Response.json(body, { status });
  });
  app.get('/small', (c) => c.json(routes.small(c.req.query())));
  app.get('/article', (c) => c.json(routes.article(c.req.query())));
  app.get('/missing', (c) => c.json(routes.missing(c.req.query())));
  app.post('/write', async (c) => c.json(routes.write(await c.req.json())));
  app.post('/ten', async (c) => c.json(routes.ten(await c.req.json())));
  serveHono({ fetch: app.fetch, port, hostname: host });
}

export function serveExpress(port: number): void {
  // Express knows an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
    const { status, body } = refusal(error);
    res.status(status).json(body);
  };
  express()
    .disable('x-powered-by')
    .get('/small', (req, res) => void res.json(routes.small(req.query)))
    .get('/article', (req, res) => void res.json(routes.article(req.query)))
    .get('/missing', (req, res) => void res.json(routes.missing(req.query)))
    .post('/write', express.json(), (req, res) => void res.json(routes.write(req.body)))
    .post('/ten', express.json(), (req, res) => void res.json(routes.ten(req.body)))
    .use(answerError)
    .listen(port, host);
}

export function serveNode(port: number): void {
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    try {
      sendJson(res, 200, await answerNode(req));
    } catch (error) {
      const { status, body } = refusal(error);
      sendJson(res, status, body);
    }
  };
  createServer((req, res) => void answer(req, res)).listen(port, host);
}

async function answerNode(req: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(req.url ?? '', 'http://localhost');
  const name = pathname.slice(1) as keyof typeof routes;
  return routes[name](req.method === 'POST' ? JSON.parse(await textOf(req)) : Object.fromEntries(searchParams));
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function sendJson(res: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
