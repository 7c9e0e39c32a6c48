import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { features } from '../src/features/index.ts';
import { currentLock } from '../src/contract-lock.ts';
import { adminRoutes } from '../src/platform/admin/admin.ts';
import type { AboutProduct } from '../src/platform/admin/sections.ts';
import { createSessions } from '../src/platform/auth/session.ts';
import { addressBehind } from '../src/platform/http/address.ts';
import type { Feature } from '../src/platform/feature.ts';
import type { StatusSources } from '../src/platform/status.ts';
import type { Host } from './host.ts';
import { root } from './services.ts';
import { adminIds, mail as mailOfProduct } from './subject.ts';
import type { Visited, Visitor } from './visitor.ts';

/** What the admin answers: a method of an address. */
export interface AdminRoute {
  readonly method: 'get' | 'post';
  /** `GET /admin/users/:id` */
  readonly name: string;
  /** The same with something to be seen in the place of what varies. */
  readonly path: string;
}

/** The admin of a host by itself, with its own features or with others. */
export function adminOf({ services, jobs }: Host, ofFeatures: Readonly<Record<string, Feature>> = features): Router {
  const { auth, publicUrl } = services;
  const sessionOf = createSessions(auth, publicUrl, addressBehind(0));
  const staff = { takesTwoFactor: false, idleMinutes: 30 };
  return adminRoutes({ services, sessionOf, features: ofFeatures, jobs, publicUrl, root, staff, about });
}

/** Every route that the admin's router knows, whoever registered it, with something behind each. */
export async function adminRoutesOf(host: Host): Promise<AdminRoute[]> {
  const router = adminOf(host);
  const values = await makeSomething(host);
  return routesOf(router).map(({ method, path }) => {
    const whole = `/admin${path}`.replace(/\/$/, '');
    const section = path.split('/')[1] ?? '';
    return {
      method,
      name: `${method.toUpperCase()} ${whole}`,
      path: whole.replace(/:\w+/, values[section] ?? ''),
    };
  });
}

// Nobody asks this admin of the product itself.
const about: AboutProduct = {
  status: {} as StatusSources,
  hasMailServer: false,
  current: currentLock,
  releases: [],
  settings: [],
  packages: {},
};

/** Goes there; a stream is left as soon as it has answered. */
export async function visit(visitor: Visitor, { method, path }: AdminRoute): Promise<Omit<Visited, 'html'>> {
  if (method === 'post') return visitor.post(path);
  const leaving = new AbortController();
  const { status, headers } = await visitor.open(path, leaving.signal);
  leaving.abort();
  return { status, headers };
}

/** What stands in the place of the parameter, by the first part of the address. */
async function makeSomething(host: Host): Promise<Record<string, string>> {
  const { db } = host;
  const { id: users } = await host.signUp('target');
  const ran = { jobId: '7', name: 'test.job', attempt: 1, queuedAt: new Date(), startedAt: new Date() };
  await db.jobRun.create({ data: ran });
  const { template } = mailOfProduct;
  const { id: mail } = await db.mail.create({
    data: { key: 'page', template: template.name, to: 'target@example.com' },
  });
  const change = { actorId: users, action: 'things.changed', target: 'thing:1', requestId: 'a-request' };
  const { id: audit } = await db.auditLog.create({ data: change });
  return {
    users,
    audit,
    bulk: await makeRun(host, users),
    mail,
    jobs: '7',
    flags: 'signUps',
    requests: 'a-request',
    contract: 'accounts.me',
    cron: 'jobs.purgeHistory',
    assets: await nameOfAsset(host),
    ...(await adminIds(host, { id: users })),
  };
}

/** A run of a bulk change that goes on. */
async function makeRun({ db }: Host, actorId: string): Promise<string> {
  const asked = { name: 'users.suspendAll', query: {}, question: '', actorId, address: '', requestId: '', cursor: '' };
  const { id } = await db.bulkRun.create({ data: { ...asked, id: randomUUID(), matched: 1, createdAt: new Date() } });
  return id;
}

async function nameOfAsset({ url }: Host): Promise<string> {
  const page = await (await fetch(`${url}/admin/sign-in`)).text();
  return /\/admin\/assets\/(admin\.[^"]+\.css)/.exec(page)?.[1] ?? '';
}

/** A layer of a router, as far as it is read here: Express keeps where it was put, and its types do not say so. */
interface Layer {
  readonly rawPath?: unknown;
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> } | undefined;
  readonly handle: { readonly stack?: readonly Layer[] };
}

function routesOf(router: Router): Pick<AdminRoute, 'method' | 'path'>[] {
  // The types of Express know a part of what its layers are.
  return walk(router.stack as unknown as readonly Layer[], '');
}

function walk(layers: readonly Layer[], above: string): Pick<AdminRoute, 'method' | 'path'>[] {
  return layers.flatMap(({ route, handle, rawPath }) => {
    if (route) return Object.keys(route.methods).map((name) => ({ method: known(name), path: above + route.path }));
    if (!handle.stack) return [];
    if (typeof rawPath !== 'string') throw new Error('The router no longer says where it was put.');
    return walk(handle.stack, above + rawPath.replace(/\/$/, ''));
  });
}

function known(method: string): AdminRoute['method'] {
  if (method === 'get' || method === 'post') return method;
  throw new Error(`No page of the admin is asked for by ${method}: a browser without JavaScript could not.`);
}
