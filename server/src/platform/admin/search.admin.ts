import { z } from 'zod';
import { hasRole } from '../access.ts';
import type { Context } from '../context.ts';
import { SearchText } from './fields.ts';
import type { Finder, Found } from './finder.ts';
import type { AdminSection } from './section.ts';
import { view } from './section.ts';

/** What was found of one kind. */
interface FoundOfKind {
  readonly kind: string;
  readonly found: readonly Found[];
}

const Question = z.object({ q: SearchText });

/** The search over everything: a page, which the palette on every other page asks as one types. */
export function searchAdmin(finders: readonly Finder[]): AdminSection {
  return {
    path: 'search',
    title: 'Search',
    isHidden: true,
    access: 'viewer',
    pages: [
      view('viewer', '/', async ({ ctx, query }) => {
        const { q } = Question.parse(query);
        const kinds = q === '' ? [] : await findAll(ctx, finders, q);
        return { template: 'search/page', title: 'Search', data: { q, kinds, sought: sought(ctx, finders) } };
      }),
    ],
  };
}

/** One after the other, so that one who types holds one connection and not one for each kind. */
async function findAll(ctx: Context, finders: readonly Finder[], text: string): Promise<FoundOfKind[]> {
  const kinds: FoundOfKind[] = [];
  for (const { kind, find } of findersFor(ctx, finders)) {
    const found = await find(ctx, text);
    if (found.length > 0) kinds.push({ kind, found });
  }
  return kinds;
}

/** What is looked for, in words. */
function sought(ctx: Context, finders: readonly Finder[]): string {
  return new Intl.ListFormat('en').format(findersFor(ctx, finders).map(({ kind }) => kind.toLowerCase()));
}

function findersFor({ user: { role } }: Context, finders: readonly Finder[]): Finder[] {
  return finders.filter(({ access }) => hasRole(role, access));
}
