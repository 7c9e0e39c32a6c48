import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { checkedKey } from './key.ts';
import type { Storage, StorageBody } from './storage.ts';
import type { BucketAddress } from './storage-url.ts';

/** How long the service may take to begin its answer, unless told. */
const defaultTimeoutMs = 10_000;
/** Of what fails on their side: with the library's pauses the last comes within half a second. */
const retries = 3;

/** Keeps files in a bucket of any service that speaks S3: addressed by path, signed with version 4. */
export function createBucketStorage(address: BucketAddress, { timeoutMs = defaultTimeoutMs } = {}): Storage {
  const ask = createAsker(address, timeoutMs);
  return {
    async put(key, body, { type }) {
      // Signed with the body, so that nothing on the way can put in another one.
      const headers = { 'content-type': type, 'x-amz-content-sha256': await sha256(body) };
      await ask.done({ method: 'PUT', path: `/${checkedKey(key)}`, headers, body });
    },
    async get(key) {
      const answer = await ask.found({ method: 'GET', path: `/${checkedKey(key)}` });
      if (!answer?.body) return null;
      const { headers } = answer;
      return {
        body: Readable.fromWeb(answer.body),
        sizeBytes: Number(headers.get('content-length')),
        type: headers.get('content-type') ?? 'application/octet-stream',
        modifiedAt: new Date(headers.get('last-modified') ?? 0),
      };
    },
    async delete(key) {
      const answer = await ask.found({ method: 'DELETE', path: `/${checkedKey(key)}` });
      await answer?.body?.cancel();
    },
    async *list(prefix) {
      let token: string | undefined;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix });
        if (token !== undefined) query.set('continuation-token', token);
        const page = await ask.done({ method: 'GET', path: `/?${query.toString()}` });
        for (const [, entry = ''] of page.matchAll(/<Contents>([^]*?)<\/Contents>/g)) {
          yield { key: element(entry, 'Key') ?? '', modifiedAt: new Date(element(entry, 'LastModified') ?? 0) };
        }
        token = element(page, 'IsTruncated') === 'true' ? element(page, 'NextContinuationToken') : undefined;
      } while (token !== undefined);
    },
  };
}

async function sha256(body: StorageBody): Promise<string> {
  const hash = createHash('sha256');
  if (body instanceof Blob) for await (const chunk of body.stream()) hash.update(chunk);
  else hash.update(body);
  return hash.digest('hex');
}

function sizeOf(body: StorageBody): number {
  return body instanceof Blob ? body.size : body.byteLength;
}

interface Question {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: StorageBody;
}

function createAsker({ url, ...credentials }: BucketAddress, timeoutMs: number) {
  const client = new AwsClient({ ...credentials, service: 's3', retries });
  const send = async ({ method, path, headers = {}, body }: Question): Promise<Response> => {
    // Stops the wait for an answer, not the reading of a long one. What is sent gets the time it takes at 1 MB a second.
    const patience = new AbortController();
    const patienceMs = timeoutMs + (body ? sizeOf(body) / 1000 : 0);
    const timer = setTimeout(() => patience.abort(new Error(`Nothing came within ${patienceMs} ms.`)), patienceMs);
    try {
      // What we are handed is never shared memory, which the type of a body excludes and that of `put` does not.
      const init =
        body === undefined ? { method, headers } : { method, headers, body: body as Uint8Array<ArrayBuffer> | Blob };
      return await client.fetch(`${url.href}${path}`, { ...init, signal: patience.signal });
    } catch (error) {
      throw new Error(`The storage at ${url.host} did not answer ${method} ${path}.`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  const refusal = (question: Question, status: number, text: string) => {
    const reason = [element(text, 'Code'), element(text, 'Message')].filter(Boolean).join(': ');
    return new Error(
      `The storage at ${url.host} answered ${question.method} ${question.path} with ${status} ${reason}`,
    );
  };
  return {
    /** The text of an answer that has to succeed. */
    async done(question: Question): Promise<string> {
      const answer = await send(question);
      const text = await answer.text();
      if (!answer.ok) throw refusal(question, answer.status, text);
      return text;
    },
    /** The answer, or null where there is no such file. A bucket that is missing is no missing file. */
    async found(question: Question): Promise<Response | null> {
      const answer = await send(question);
      if (answer.ok) return answer;
      const text = await answer.text();
      if (answer.status === 404 && element(text, 'Code') !== 'NoSuchBucket') return null;
      throw refusal(question, answer.status, text);
    },
  };
}

/** The text of an element of the service's XML, which is flat and has no attributes where we look. */
function element(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll(/&(quot|apos|lt|gt|amp|#x?[\da-f]+);/gi, unescape);
}

const entities: Record<string, string> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

function unescape(whole: string, name: string): string {
  if (!name.startsWith('#')) return entities[name] ?? whole;
  return String.fromCodePoint(Number(/^#x/i.test(name) ? `0${name.slice(1)}` : name.slice(1)));
}
