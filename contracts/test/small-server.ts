import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it came. */
export interface Heard {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The procedures asked for. */
  readonly names: readonly string[];
  readonly at: number;
}

/** A server that answers as it is told, and remembers what it was asked. */
export interface SmallServer {
  readonly url: string;
  readonly heard: Heard[];
}

/** Answers one request; `turn` counts them from 1. */
export type Answer = (response: ServerResponse, heard: Heard, turn: number) => void;

/** Starts a server for the current test: it stands where the product would. */
export async function startSmallServer(answer: Answer): Promise<SmallServer> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
    const names = pathname.replace('/api/trpc/', '').split(',');
    const one = { path: pathname, query: searchParams, headers: request.headers, names, at: performance.now() };
    heard.push(one);
    request.resume().on('end', () => answer(response, one, heard.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

/** Answers each procedure of a request with the same. */
export function answerWith(data: unknown): Answer {
  return (response, { names, query }) => {
    const results = names.map(() => ({ result: { data } }));
    sendJson(response, 200, query.has('batch') ? results : results[0]);
  };
}

/** Refuses by name, as the product does. */
export function refuseWith(status: number, name: string, data: unknown = null): Answer {
  const error = { message: name, code: -32_000, data: { code: 'CONFLICT', error: { name, data }, requestId: 'r-1' } };
  return (response) => sendJson(response, status, { error });
}

/** What somebody in between answers, such as a proxy whose server is away. */
export function answerAsProxy(status: number, headers: Record<string, string> = {}): Answer {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Sorry</h1>');
}

/** Takes a request and never answers: the connection ends. */
export const loseAnswer: Answer = (response) => void response.socket?.destroy();

/** Begins an answer and breaks off in the middle of it. */
export const breakAnswer: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"result":{"data"', () => response.socket?.destroy());
};

/** Gives each request the next of these answers; the last answers all that follow. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (response, heard, turn) => answers[Math.min(turn, answers.length) - 1]?.(response, heard, turn);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
