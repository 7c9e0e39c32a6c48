import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Request } from './requests.ts';

const run = promisify(execFile);

const Report = z.object({
  requests: z.number(),
  seconds: z.number(),
  errors: z.number(),
  /** How many were answered with a status of 400 or more. */
  refused: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
});
export type Report = z.infer<typeof Report>;

/** Sends a request over and over from a process of its own, by wrk, on the processor that is not the server's. */
export async function wrk(
  url: string,
  request: Request,
  { connections, seconds, processor }: { connections: number; seconds: number; processor: number },
): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-wrk-'));
  try {
    const script = join(folder, 'request.lua');
    await writeFile(script, scriptOf(request));
    const load = ['wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url + request.path];
    const { stdout } = await run('taskset', ['-c', String(processor), ...load]);
    return Report.parse(JSON.parse(stdout.slice(stdout.indexOf('{"requests"'))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** wrk is told in Lua what to send, and how to say what it saw; JSON strings of ours are strings of Lua's too. */
function scriptOf({ method, headers, body }: Request): string {
  const set = Object.entries(headers).map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${quote(value)}`);
  return `
wrk.method = ${quote(method)}
${body === undefined ? '' : `wrk.body = ${quote(body)}`}
${set.join('\n')}
function done(summary, latency)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local refused = summary.errors.status
  io.write(string.format('{"requests":%d,"seconds":%f,"errors":%d,"refused":%d,"p50Ms":%f,"p99Ms":%f}\\n',
    summary.requests, summary.duration / 1e6, errors, refused, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
