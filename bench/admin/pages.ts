import { readFile } from 'node:fs/promises';
import type { Staff } from './staff.ts';

/** Questions that lists are asked beside the one without any. */
const questions = [
  '/admin/users?q=person-9',
  '/admin/users?state=suspended',
  '/admin/audit?who=person-3',
  '/admin/audit?action=users.suspended',
  '/admin/articles?q=Article+9',
  '/admin/comments?q=word+on+article-7',
  '/admin/tags?q=tag-19',
  '/admin/uploads?size=large',
  '/admin/search?q=person-9',
  '/admin/search?q=article-77',
  '/admin/jobs?state=finished',
  '/admin/jobs?state=finished&name=mail',
  '/admin/jobs?state=failed&error=does+not+answer',
  '/admin/jobs/all/retry?state=failed&error=does+not+answer',
  '/admin/jobs/figures?over=1h',
  '/admin/jobs/figures?over=7d&name=mail.deliver',
  '/admin/mail?state=failed',
  '/admin/reports?state=resolved',
  '/admin/requests?show=failed',
  '/admin/requests?show=broken',
  '/admin/requests?show=slow',
  '/admin/requests?procedure=articles.list&who=person-7',
  '/admin/contract?show=used',
];

/** What is no page: it is sent without an end, or as it is made, or is read by a browser alone. */
const isNoPage = /\/live$|\/export\.(?:csv|json)$|\/html$|\/assets\//;

/** Every page of the table in docs/admin.md that an admin may see, with something behind each parameter, and lists with questions. */
export async function pagesFor(staff: Staff, root: string): Promise<string[]> {
  const table = await readFile(`${root}/docs/admin.md`, 'utf8');
  const routes = [...table.matchAll(/^\| `GET (\/admin[^`]*)` \|.*\| (?:yes|proof) \|$/gm)].map(
    ([, route = '']) => route,
  );
  const pages: string[] = [];
  for (const route of routes.filter((one) => !isNoPage.test(one)))
    pages.push((await withParameter(staff, route, routes)) ?? '');
  return [...pages.filter(Boolean), ...questions];
}

/** The last that the list above leads to, as the first may be oneself; null where it leads to none. */
async function withParameter(staff: Staff, route: string, routes: readonly string[]): Promise<string | null> {
  if (!route.includes(':')) return route;
  const [list = ''] = route.split('/:');
  const known = await staff.get(list === '/admin/jobs' ? '/admin/jobs?state=finished' : list);
  const words = new Set(routes.map((one) => one.slice(list.length + 1).split('/')[0]));
  const id = [...known.html.matchAll(new RegExp(`href="${list}/([^"?#/]+)`, 'g'))]
    .map(([, found = '']) => found)
    .findLast((found) => !words.has(found));
  return id === undefined ? null : route.replace(/:\w+/, id);
}
