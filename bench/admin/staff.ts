/** An answer to somebody of the staff, and how long it took to its end. */
export interface Answer {
  readonly status: number;
  readonly html: string;
  readonly tookMs: number;
}

/** Somebody of the staff, who has signed in. */
export interface Staff {
  get(path: string): Promise<Answer>;
}

/** Signs in at the console's door. */
export async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<Staff> {
  const answer = await fetch(`${url}/admin/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email, password }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  if (answer.status !== 303) throw new Error(`The console let nobody in: ${answer.status}.`);
  return {
    async get(path) {
      const begun = performance.now();
      const page = await fetch(url + path, { headers: { cookie }, redirect: 'manual' });
      const html = await page.text();
      return { status: page.status, html, tookMs: performance.now() - begun };
    },
  };
}
