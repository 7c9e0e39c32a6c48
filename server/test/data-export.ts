import type { DataExport } from '@hybrid/contracts';
import { strFromU8, unzipSync } from 'fflate';
import { type Host, type Person, startHost } from './host.ts';

export async function start(env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await host.db.user.updateMany({ data: { emailVerified: true } });
  return { host, ada, grace };
}

/** Asks for an export and has it made. */
export async function make(host: Host, { api }: Person): Promise<DataExport> {
  await api.exports.request.mutate();
  await host.runJobs();
  const [made] = await api.exports.list.query();
  if (!made) throw new Error('An export that was asked for is in the list.');
  return made;
}

export function download(host: Host, id: string, person?: Person): Promise<Response> {
  const headers = person ? { authorization: `Bearer ${person.token}` } : {};
  return fetch(`${host.url}/exports/${id}/download`, { headers });
}

export async function contentOf(answer: Response): Promise<Record<string, string>> {
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, body]) => [name, strFromU8(body)]));
}

/** The path and query of the link in the mail. */
export async function mailedLink(host: Host): Promise<string> {
  const { text } = await host.db.mail.findFirstOrThrow({ where: { template: 'exports/ready' } });
  const { pathname, search } = new URL(/https?:\S+\/download\?token=\S+/.exec(text ?? '')?.[0] ?? '');
  return `${host.url}${pathname}${search}`;
}

export const later = (host: Host, days: number) => ({
  ...host.services,
  now: () => new Date(Date.now() + days * 86_400_000),
});
