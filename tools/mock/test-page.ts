/** A page of the mock's own origin in a browser that keeps its cookies. */
export function openPage({ url }: { readonly url: string }) {
  let cookie = '';
  const call = async (method: 'GET' | 'POST', path: string, input?: unknown): Promise<unknown> => {
    const query = method === 'GET' && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
    const answer = await fetch(`${url}/api/trpc/${path}${query}`, {
      method,
      headers: { cookie, origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(method === 'POST' && input !== undefined && { body: JSON.stringify(input) }),
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
    return dataOf(await answer.json());
  };
  return {
    read: (path: string, input?: unknown) => call('GET', path, input),
    write: (path: string, input?: unknown) => call('POST', path, input),
    hasCookie: () => cookie !== '',
  };
}

function dataOf(answer: unknown): unknown {
  const { result, error } = answer as { result?: { data: unknown }; error?: { data: unknown } };
  if (error) throw Object.assign(new Error('refused'), error);
  return result?.data;
}
