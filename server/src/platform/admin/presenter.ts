import type { Request, Response } from 'express';
import { hasRole } from '../access.ts';
import type { Caller } from '../context.ts';
import type { Assets } from './assets.ts';
import { noticeOf, type Notices } from './notices.ts';
import { type AdminGroup, adminGroups, type AdminSection, type StaffRole, type View } from './section.ts';
import { themeOf } from './theme.ts';
import type { Views } from './views.ts';

/** What is known of the visitor and the page while a request is answered. */
export interface Visit {
  readonly user: Caller;
  /** The least role that the page is for. */
  readonly access: StaffRole;
}

/** Answers with pages. */
export interface Presenter {
  /** Answers with a view in its frame. */
  show(req: Request, res: Response, view: View): void;
}

/** Makes what draws pages for whoever is visiting. */
export function createPresenter(options: {
  views: Views;
  assets: Assets;
  sections: readonly AdminSection[];
  notices: Notices;
  now: () => Date;
}): Presenter {
  const { views, assets, sections, notices, now } = options;
  const linksFor = ({ role }: Caller, path: string, wanted: AdminGroup | undefined) =>
    sections
      .filter(({ access, group, isHidden }) => !isHidden && group === wanted && hasRole(role, access))
      .map(({ path: own, title }) => ({ href: hrefOf(own), title, isCurrent: isWithin(hrefOf(own), path) }));
  /** The rail: the links without a heading, then those below each. */
  const railFor = (user: Caller, path: string) =>
    [undefined, ...adminGroups]
      .map((group) => ({ heading: group ?? null, links: linksFor(user, path, group) }))
      .filter(({ links }) => links.length > 0);

  return {
    show(req, res, { template, title, data, hasFrames, notice: said, status = 200 }) {
      const staff = staffOf(res);
      const kept = staff && notices.take(req, res, staff.id);
      const notice = said === undefined ? kept : noticeOf(said);
      const path = req.originalUrl;
      const rail = staff ? railFor(staff, path) : [];
      const frame = { title, path, staff, rail, theme: themeOf(req), assets: assets.urls, notice, now: now() };
      if (hasFrames) allowFrames(res);
      res
        .status(status)
        .type('html')
        .send(views.page(template, data, frame));
    },
  };
}

/** Remembers who is visiting, for the frame of whatever is answered. */
export function rememberVisit(res: Response, visit: Visit): void {
  res.locals['visit'] = visit;
}

/** Who is visiting, as far as it was found out. */
export function visitOf(res: Response): Visit | undefined {
  // Only `rememberVisit` writes there.
  return res.locals['visit'] as Visit | undefined;
}

/** Who is visiting, where it is somebody who enters here. */
function staffOf(res: Response): Caller | null {
  const user = visitOf(res)?.user ?? null;
  return user && hasRole(user.role, 'viewer') ? user : null;
}

function allowFrames(res: Response): void {
  res.set('Content-Security-Policy', `${String(res.get('Content-Security-Policy'))};frame-src 'self'`);
}

function hrefOf(path: string): string {
  return path === '' ? '/admin' : `/admin/${path}`;
}

/** The first page holds nothing but itself. */
function isWithin(href: string, path: string): boolean {
  const [plain = ''] = path.split('?');
  return href === '/admin' ? plain === href || plain === '/admin/' : plain === href || plain.startsWith(`${href}/`);
}
