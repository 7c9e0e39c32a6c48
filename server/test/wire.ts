import { z } from 'zod';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What the procedure returned; undefined when the call was refused. */
  readonly data: unknown;
  /** The name of the refusal; undefined when the call was answered. */
  readonly error: string | undefined;
  readonly text: string;
}

interface WireCall {
  /** JSON text as it is, for what no client would write; or any value. */
  readonly body?: string;
  readonly input?: unknown;
  readonly headers?: Record<string, string>;
}

const Answer = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ error: z.object({ name: z.string() }) }) }).optional(),
});

/** Calls a mutation without the typed client: with headers, or with input, that it would never send. */
export async function callMutation(
  url: string,
  procedure: string,
  { body, input, headers = {} }: WireCall,
): Promise<WireAnswer> {
  const response = await fetch(`${url}/api/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body ?? JSON.stringify(input),
  });
  return read(response);
}

/** Calls a query without the typed client. */
export async function callQuery(
  url: string,
  procedure: string,
  { body, input, headers = {} }: WireCall,
): Promise<WireAnswer> {
  const text = body ?? JSON.stringify(input);
  const query = text === undefined ? '' : `?input=${encodeURIComponent(text)}`;
  return read(await fetch(`${url}/api/trpc/${procedure}${query}`, { headers }));
}

async function read(response: Response): Promise<WireAnswer> {
  const text = await response.text();
  const { result, error } = Answer.parse(JSON.parse(text));
  return {
    status: response.status,
    headers: response.headers,
    data: result?.data,
    error: error?.data.error.name,
    text,
  };
}
