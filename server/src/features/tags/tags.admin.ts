import { NewArticle } from '@hybrid/contracts';
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
async function describeTag({ db }: Pick<Context, 'db'>, given: unknown) {
  const name = typeof given === 'string' ? given : '';
  const [tag, carried, former] = await Promise.all([
    db.tag.findUnique({ where: { name } }),
    db.articleTag.count({ where: { tag: name } }),
    db.formerTag.findUnique({ where: { name } }),
  ]);
  if (!tag && carried === 0 && !former) throw platformFailure('NOT_FOUND');
  return { name, listed: tag?.articlesCount ?? 0, carried, leadsTo: former?.tag ?? null };
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

type DescribedTag = Awaited<ReturnType<typeof describeTag>>;

function renameView(tag: DescribedTag, said: { to: string; problem: string | null }): View {
  return {
    template: 'tags/rename',
    title: `Rename ${tag.name}`,
    status: said.problem ? 422 : 200,
    data: { tag, ...said },
  };
}

/** Takes the new name: shows what will follow from it, and then, once that was confirmed, does it. */
async function rename({ ctx, params, form }: AdminRequest): Promise<View | Redirect> {
  const tag = await describeTag(ctx, params['id']);
  const { to: given, sure } = { to: undefined, sure: undefined, ...Object(form) } as Record<string, unknown>;
  // As an article's own tags are read.
  const parsed = NewArticle.shape.tags.safeParse([given]);
  const [to] = parsed.data ?? [];
  if (to === undefined) {
    return renameView(tag, { to: String(given ?? ''), problem: parsed.error?.issues[0]?.message ?? "can't be blank" });
  }
  if (to === tag.name) return renameView(tag, { to, problem: 'is what it is called already' });
  if (sure !== 'yes') {
    const into = await ctx.db.tag.findUnique({ where: { name: to } });
    const title = into ? `Merge ${tag.name} into ${to}?` : `Rename ${tag.name} to ${to}?`;
    return {
      template: 'tags/confirm',
      title,
      data: { tag, to, into: into?.articlesCount ?? null, isLater: tag.carried > atOnceMax },
    };
  }
  const isLater = await renameTag(ctx, { from: tag.name, to });
  const path = `/admin/tags/${encodeURIComponent(isLater ? tag.name : to)}`;
  return { redirect: path, notice: isLater ? 'Begun: a job changes its articles.' : `Done: ${tag.name} is ${to} now.` };
}
