import autocannon from 'autocannon';

/** What is asked of a server again and again; `body` is made anew for each request. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: () => string;
  readonly headers?: Record<string, string>;
  readonly body?: () => string;
}

export interface Round {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Sends a request over and over for some seconds. */
export async function load(
  url: string,
  request: Request,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Round> {
  const { method, path, headers, body } = request;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method,
        ...(headers && { headers }),
        setupRequest: (sent) => ({ ...sent, path: path(), ...(body && { body: body() }) }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${method} ${path()} at ${url}: ${result.non2xx} other answers than 2xx, ${result.errors} errors.`);
  }
  // The library's own percentiles are whole milliseconds.
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}
