import { password } from './host.ts';

/** An answer as a person without JavaScript gets it: redirects are not followed. */
export interface Visited {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser without JavaScript: it keeps cookies, and says where its forms come from. */
export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Visited>;
  post(path: string, form?: Record<string, string>, headers?: Record<string, string>): Promise<Visited>;
  /** Opens a stream and leaves it open. */
  open(path: string, signal: AbortSignal): Promise<Response>;
  /** Signs in at the admin's door. */
  signIn(email: string): Promise<Visited>;
  readonly cookies: Map<string, string>;
}

/** Makes a browser that has not been anywhere yet. */
export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  const cookieHeader = (): Record<string, string> =>
    cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };

  const send = async (path: string, init: RequestInit): Promise<Visited> => {
    const headers = { ...cookieHeader(), ...(init.headers as Record<string, string>) };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    keep(cookies, response.headers.getSetCookie());
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  const post: Visitor['post'] = (path, form = {}, headers = {}) =>
    send(path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: url, 'sec-fetch-site': 'same-origin', ...headers },
    });

  return {
    cookies,
    get: (path, headers = {}) => send(path, { headers }),
    post,
    open: (path, signal) => fetch(url + path, { headers: cookieHeader(), signal, redirect: 'manual' }),
    signIn: (email) => post('/admin/sign-in', { email, password }),
  };
}

function keep(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}
