import { hasRole } from '../../platform/access.ts';
import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { readListing } from '../../platform/admin/listing.ts';
import { type AdminRequest, type AdminSection, type View, view } from '../../platform/admin/section.ts';
import { carriedMax, describeTag } from './describe-tag.ts';
import { renamePages } from './rename-pages.ts';
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
    ...renamePages,
  ],
};

async function showTags(request: AdminRequest): Promise<View> {
  const { filter: text, ...found } = await readListing(tagsListing, request);
  return { template: 'tags/list', title: 'Tags', data: { ...found, text } };
}

async function showTag({ ctx, params }: AdminRequest): Promise<View> {
  const tag = await describeTag(ctx, params['id']);
  const formers = await ctx.db.formerTag.findMany({ where: { tag: tag.name }, orderBy: { name: 'asc' }, take: 100 });
  const names = [tag.name, ...formers.map(({ name }) => name)];
  const trail = await readAuditTrail(ctx, ...names.map((name) => `tag:${name}`));
  const mayRename = hasRole(ctx.user.role, 'admin') && tag.carried > 0;
  return {
    template: 'tags/detail',
    title: tag.name,
    data: { tag, countMax: carriedMax, formers: formers.map(({ name }) => name), trail, mayRename },
  };
}
