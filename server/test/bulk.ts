import { type Host, startHost } from './host.ts';
import { createVisitor, type Visitor } from './visitor.ts';

/** A host, with somebody of a role who has come in at the door. */
export async function enterAs(role: 'viewer' | 'operator' | 'admin') {
  const host = await startHost();
  const { id, email } = await host.signUp('boss', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor, id };
}

/** Makes people by the statement: an account by the door takes a hash each. */
export async function makePeople({ db }: Host, name: string, count: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "user" (id, username, email, created_at, updated_at)
    SELECT gen_random_uuid(), ${name}::text || n, ${name}::text || n || '@example.com', now() - n * interval '1 s', now()
    FROM generate_series(1, ${count}::int) n`;
}

/** The fields of the form on a page. */
export function fieldsOf(html: string): Record<string, string> {
  const fields = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

/** Asks for the page before a change of all that match, and sends its form. */
export async function beginBulk(visitor: Visitor, path: string, typed: Record<string, string> = {}) {
  const { html } = await visitor.get(path);
  const [, action = ''] = /<div class="confirm">[^]*?<form method="post" action="([^"]+)"/.exec(html) ?? [];
  return visitor.post(action.replaceAll('&amp;', '&'), { ...fieldsOf(html), ...typed });
}
