// Calls as a tRPC client makes them, one at a time, with the cookie of this browser.

const { hash, version } = document.body.dataset;
/** By these the server counts what calls it, and tells a page that is older than itself. */
const client = `api-docs/${version}`;
const waitMs = 60_000;

/** The address of a stream. */
export function streamAddress(name, input) {
  return `${addressOf(name, input)}${input === undefined ? '?' : '&'}${new URLSearchParams({ client, contract: hash })}`;
}

function addressOf(name, input) {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return `/api/trpc/${name}${query}`;
}

/**
 * Calls a query or a mutation.
 *
 * @returns status, time and request id, with the data or the error; or why there was no answer.
 */
export async function call({ name, kind, keyHeader }, input) {
  const began = performance.now();
  const headers = { 'hybrid-client': client, 'hybrid-contract': hash };
  const signal = AbortSignal.timeout(waitMs);
  try {
    const response =
      kind === 'query'
        ? await fetch(addressOf(name, input), { headers, signal, cache: 'no-store' })
        : await fetch(addressOf(name), {
            method: 'POST',
            headers: writing(headers, keyHeader),
            signal,
            body: bodyOf(input),
          });
    return await read(response, began);
  } catch (error) {
    const isLate = error.name === 'TimeoutError';
    return {
      problem: isLate ? `There was no answer within ${waitMs / 1000} seconds.` : 'The server could not be reached.',
    };
  }
}

function writing(headers, keyHeader) {
  return { ...headers, 'content-type': 'application/json', ...(keyHeader && { [keyHeader]: newKey() }) };
}

/** `crypto.randomUUID` is not there on a page without https. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bodyOf(input) {
  return input === undefined ? undefined : JSON.stringify(input);
}

/** Reads what came back, whoever wrote it: a proxy in between answers no JSON. */
export async function read(response, began) {
  const text = await response.text();
  const seen = {
    status: response.status,
    ms: Math.round(performance.now() - began),
    requestId: response.headers.get('x-request-id'),
  };
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { ...seen, problem: `What came back is no JSON: ${text.slice(0, 400)}` };
  }
  if (body.error) return { ...seen, ...failureOf(body.error) };
  return { ...seen, data: body.result?.data };
}

/** Name, sentence and data of a refusal, as tRPC wraps them; one that is none of ours has the name that tRPC gave it. */
export function failureOf({ message, data: { code = 'UNKNOWN', error, requestId } = {} }) {
  return { failure: { name: code, data: null, ...error, message }, requestId };
}

/** Who this browser is signed in as: name and role, or null. */
export async function whoAsks() {
  const response = await fetch('/api/docs/caller', { cache: 'no-store' });
  const { caller } = await response.json();
  return caller;
}
