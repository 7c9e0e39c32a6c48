import type { Request, Response } from 'express';
import type { Role } from '../access.ts';
import type { RequestSession } from '../auth/session.ts';
import type { Context } from '../context.ts';
import type { KeptFrom } from './redaction.ts';

/** The roles that enter the admin. */
export type StaffRole = Exclude<Role, 'user'>;

/** The headings of the rail, in its order. */
export const adminGroups = ['People', 'Content', 'Work', 'System'] as const;
export type AdminGroup = (typeof adminGroups)[number];

/** A feature's part of the admin: a link in the rail and the pages behind it. */
export interface AdminSection {
  /** The first part of the address: `/admin/<path>`. */
  readonly path: string;
  readonly title: string;
  /** The heading that its link stands below; the first page has none. */
  readonly group?: AdminGroup;
  /** The least role that sees the link. */
  readonly access: StaffRole;
  /** Whether it is where what is asked of staff beside their role is made good, and so open before it is. */
  readonly isGate?: boolean;
  /** Whether it has no link in the rail. */
  readonly isHidden?: boolean;
  /** The kind of target that the audit log names, such as `user` in `user:<id>`, where this section has a page of each by its id. */
  readonly target?: string;
  /** What of the fields of such a target is kept from whom, also where the audit log tells of it. */
  readonly redactions?: KeptFrom;
  readonly pages: readonly AdminPage[];
}

/**
 * What answers one method of one address, with the least role it is for.
 *
 * @remarks
 * Pages are data and not routes of their own, so that there is none without a role and a test can walk them all.
 */
export type AdminPage = { readonly access: StaffRole; readonly path: string } & (
  | { readonly kind: 'view'; readonly show: (request: AdminRequest) => Promise<View | Redirect> }
  | { readonly kind: 'change'; readonly act: Act; readonly isDangerous?: boolean }
  | { readonly kind: 'document'; readonly read: (request: AdminRequest) => Promise<string> }
  | { readonly kind: 'download'; readonly read: (request: AdminRequest) => Promise<Download> }
  | { readonly kind: 'stream'; readonly serve: (stream: StreamRequest) => void }
);

type Act = (request: AdminRequest) => Promise<View | Redirect>;

/** What a page works with: the context of the signed-in member of staff, and what was sent, not yet checked. */
export interface AdminRequest {
  readonly ctx: Context;
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The fields of the form that was sent. */
  readonly form: unknown;
}

/** What a stream works with. */
export interface StreamRequest {
  readonly req: Request;
  readonly res: Response;
  readonly ctx: Context;
  readonly session: RequestSession;
  /** The least role that may listen. */
  readonly access: StaffRole;
}

/** A template with its data. */
export interface View {
  /** Below `admin-views`, without the ending: `users/list`. */
  readonly template: string;
  readonly title: string;
  readonly data: object;
  /** Said on top: what was just done. */
  readonly notice?: string | Notice | undefined;
  readonly status?: number;
  /** Whether the page shows documents of ours in a frame; no other page may. */
  readonly hasFrames?: boolean;
}

/** A file that is made while it is sent. */
export interface Download {
  readonly name: string;
  readonly type: string;
  readonly parts: AsyncIterable<string>;
}

/** Where to go instead, or after a change. */
export interface Redirect {
  readonly redirect: string;
  /** Said there, once: what was just done. */
  readonly notice?: string | Notice | undefined;
}

/** What was just done, and how it is taken back where it can be. */
export interface Notice {
  readonly text: string;
  /** The address of the change that undoes it; its button says “Undo” unless told. */
  readonly undo?: { readonly path: string; readonly label?: string } | undefined;
}

/** Declares a page that shows something and changes nothing. */
export function view(
  access: StaffRole,
  path: string,
  show: (request: AdminRequest) => Promise<View | Redirect>,
): AdminPage {
  return { kind: 'view', access, path, show };
}

/** Declares a change: it is made by POST alone, and goes on to another page or shows why it was not made. */
export function change(access: StaffRole, path: string, act: Act): AdminPage {
  return { kind: 'change', access, path, act };
}

/**
 * Declares a change that is made only by somebody who proved within the last minutes that it is them, by their password and their
 * second factor; whoever did not is asked, and comes back to the page at the same address, which asks as well.
 */
export function dangerousChange(access: StaffRole, path: string, act: Act): AdminPage {
  return { kind: 'change', access, path, act, isDangerous: true };
}

/**
 * Declares a document that is not a page of ours, such as a mail, to be shown in a frame: it runs nothing, sends nothing, and
 * reaches nothing of the page around it.
 *
 * @param read returns its HTML.
 */
export function foreignDocument(
  access: StaffRole,
  path: string,
  read: (request: AdminRequest) => Promise<string>,
): AdminPage {
  return { kind: 'document', access, path, read };
}

/** Declares a stream of server-sent events. */
export function stream(access: StaffRole, path: string, serve: (stream: StreamRequest) => void): AdminPage {
  return { kind: 'stream', access, path, serve };
}
