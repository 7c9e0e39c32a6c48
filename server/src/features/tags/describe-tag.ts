import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { tagToday } from '../articles/index.ts';

/** The articles of a tag are counted no further to be shown. */
export const carriedMax = 10_000;

/** A tag in use, or one that was renamed. */
export interface DescribedTag {
  readonly name: string;
  /** How many articles that are out carry it. */
  readonly listed: number;
  /** And with those that are not; one more than `carriedMax` where there are more. */
  readonly carried: number;
  /** What it is called today, where it was renamed. */
  readonly leadsTo: string | null;
}

/**
 * Describes a tag, in use or one that was renamed.
 *
 * @throws NOT_FOUND for what is none.
 */
export async function describeTag({ db }: Pick<Context, 'db'>, given: unknown): Promise<DescribedTag> {
  const name = String(given);
  const [tag, carried, today] = await Promise.all([
    db.tag.findUnique({ where: { name }, select: { articlesCount: true } }),
    db.articleTag.count({ where: { tag: name }, take: carriedMax + 1 }),
    tagToday(db, name),
  ]);
  const leadsTo = today === name ? null : today;
  if (carried === 0 && leadsTo === null) throw platformFailure('NOT_FOUND');
  return { name, listed: tag?.articlesCount ?? 0, carried, leadsTo };
}
