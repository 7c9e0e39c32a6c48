import { NewArticle } from '@hybrid/contracts';
import { z } from 'zod';
import { hasRole } from '../../platform/access.ts';
import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { readListing } from '../../platform/admin/listing.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { tagToday } from '../articles/index.ts';
import { atOnceMax, renameTag } from './rename-tag.ts';
import { tagsListing } from './tags-listing.ts';

/** Tags: what they are called, and which are one. */
export const tagsAdmin: AdminSection = {
  path: 'tags',
  title: 'Tags',
  group: 'Content',
  access: 'viewer',
  target: 'tag',
  pages: [
    view('viewer', '/', showTags),
    ...downloads('viewer', tagsListing),
    view('viewer', '/:id', showTag),
    view('admin', '/:id/rename', askRename),
    change('admin', '/:id/rename', rename),
  ],
};

async function showTags(request: AdminRequest): Promise<View> {
  const { filter: text, ...found } = await readListing(tagsListing, request);
  return { template: 'tags/list', title: 'Tags', data: { ...found, text } };
}

/**
 * Describes a tag, in use or one that was renamed.
 *
 * @throws NOT_FOUND for what is none.
 */
async function describeTag({ db }: Pick<Context, 'db'>, given: unknown): Promise<DescribedTag> {
  const name = String(given);
  const [tag, carried, today] = await Promise.all([
    db.tag.findUnique({ where: { name }, select: { articlesCount: true } }),
    db.articleTag.count({ where: { tag: name } }),
    tagToday(db, name),
  ]);
  const leadsTo = today === name ? null : today;
  if (carried === 0 && leadsTo === null) throw platformFailure('NOT_FOUND');
  return { name, listed: tag?.articlesCount ?? 0, carried, leadsTo };
}

interface DescribedTag {
  readonly name: string;
  /** How many articles that are out carry it. */
  readonly listed: number;
  /** And with those that are not. */
  readonly carried: number;
  /** What it is called today, where it was renamed. */
  readonly leadsTo: string | null;
}

async function showTag({ ctx, params }: AdminRequest): Promise<View> {
  const tag = await describeTag(ctx, params['id']);
  const formers = await ctx.db.formerTag.findMany({ where: { tag: tag.name }, orderBy: { name: 'asc' }, take: 100 });
  const trail = await readAuditTrail(ctx, `tag:${tag.name}`);
  const mayRename = hasRole(ctx.user.role, 'admin') && tag.carried > 0;
  return {
    template: 'tags/detail',
    title: tag.name,
    data: { tag, formers: formers.map(({ name }) => name), trail, mayRename },
  };
}

async function askRename({ ctx, params }: AdminRequest): Promise<View> {
  return renameView(await describeTag(ctx, params['id']), { to: '', problem: null });
}

function renameView(tag: DescribedTag, said: { to: string; problem: string | null }): View {
  return {
    template: 'tags/rename',
    title: `Rename ${tag.name}`,
    status: said.problem ? 422 : 200,
    data: { tag, ...said },
  };
}

/** What the form sends: the name as it was written, and whether what follows from it was confirmed. */
const Form = z.object({ to: z.string().catch(''), sure: z.literal('yes').optional().catch(undefined) });

/** Takes the new name: shows what will follow from it, and then, once that was confirmed, does it. */
async function rename({ ctx, params, form }: AdminRequest): Promise<View | Redirect> {
  const tag = await describeTag(ctx, params['id']);
  const given = Form.parse(form ?? {});
  const { to, problem } = readName(given.to, tag);
  if (to === undefined) return renameView(tag, { to: given.to, problem });
  if (given.sure !== 'yes') return confirmView(ctx, tag, to);
  const isLater = await renameTag(ctx, { from: tag.name, to });
  const path = `/admin/tags/${encodeURIComponent(isLater ? tag.name : to)}`;
  return { redirect: path, notice: isLater ? 'Begun: a job changes its articles.' : `Done: ${tag.name} is ${to} now.` };
}

/** Reads a name as an article's own tags are read. */
function readName(given: string, tag: DescribedTag): { to?: string | undefined; problem: string | null } {
  const parsed = NewArticle.shape.tags.safeParse([given]);
  const [to] = parsed.data ?? [];
  if (to === tag.name) return { problem: 'is what it is called already' };
  return { to, problem: parsed.error?.issues[0]?.message ?? null };
}

async function confirmView({ db }: Context, tag: DescribedTag, to: string): Promise<View> {
  const into = await db.tag.findUnique({ where: { name: to } });
  return {
    template: 'tags/confirm',
    title: into ? `Merge ${tag.name} into ${to}?` : `Rename ${tag.name} to ${to}?`,
    data: { tag, to, into: into?.articlesCount ?? null, isLater: tag.carried > atOnceMax },
  };
}
