import { NewArticle } from '@hybrid/contracts';
import { problemOf, readSent, wordsOf } from '../../platform/admin/bulk-pages.ts';
import { question } from '../../platform/admin/phrases.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { carriedMax, type DescribedTag, describeTag } from './describe-tag.ts';
import { atOnceMax, countCarrying, renameTag } from './rename-tag.ts';
import { undoRename } from './undo-rename.ts';

/**
 * The pages on which a tag gets another name, its own or that of another tag.
 *
 * @remarks
 * Which of both it will be is known only once the name is, so that all of it is dangerous: a merge cannot be undone.
 */
export const renamePages: AdminPage[] = [
  view('admin', '/:id/rename', askRename),
  dangerousChange('admin', '/:id/rename', rename),
  change('admin', '/:id/undo', undo),
];

/** Asks for the name, and then says what will follow from it. */
async function askRename({ ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const tag = await describeTag(ctx, params['id']);
  if (tag.carried === 0) return { redirect: pathOf(tag.name) };
  const given = readName(query['to'], tag);
  return given.to === undefined ? nameView(tag, given) : confirmView(await prepare(ctx, tag, given.to));
}

interface ReadName {
  /** As it was written. */
  readonly written: string;
  /** As it will be. */
  readonly to?: string | undefined;
  readonly problem: string | null;
}

/** Reads a name as an article's own tags are read. */
function readName(given: unknown, tag: DescribedTag): ReadName {
  if (typeof given !== 'string') return { written: '', problem: null };
  const parsed = NewArticle.shape.tags.safeParse([given]);
  const [to] = parsed.data ?? [];
  if (to === tag.name) return { written: given, problem: 'is what it is called already' };
  return { written: given, to, problem: parsed.error?.issues[0]?.message ?? null };
}

function nameView(tag: DescribedTag, { written, problem }: ReadName): View {
  return {
    template: 'tags/rename',
    title: `Rename ${tag.name}`,
    status: problem ? 422 : 200,
    data: { tag, to: written, problem },
  };
}

interface Prepared {
  readonly tag: DescribedTag;
  readonly to: string;
  readonly kind: 'rename' | 'merge';
  /** All that carry it: this is typed, and has to be exact, where elsewhere a count ends. It is read from the index alone. */
  readonly matched: number;
  /** How many carry the other already. */
  readonly into: number;
}

async function prepare({ db }: Pick<Context, 'db'>, tag: DescribedTag, to: string): Promise<Prepared> {
  const [matched, into] = await Promise.all([
    countCarrying(db, tag.name),
    db.articleTag.count({ where: { tag: to }, take: carriedMax + 1 }),
  ]);
  return { tag, to, matched, into, kind: into > 0 ? 'merge' : 'rename' };
}

const verbs = { rename: 'Rename', merge: 'Merge' } as const;

function confirmView({ tag, to, kind, matched, into }: Prepared, problem: ReturnType<typeof problemOf> = null): View {
  const verb = verbs[kind];
  return {
    template: 'tags/confirm',
    title: `${verb} ${tag.name} ${kind === 'merge' ? 'into' : 'to'} ${to}?`,
    status: problem?.status ?? 200,
    data: {
      ...wordsOf({ verb }, { nouns: ['article', 'articles'] }, matched),
      name: verb,
      action: `${pathOf(tag.name)}/rename${question({ to, as: kind })}`,
      back: pathOf(tag.name),
      problem: problem?.text ?? null,
      tag,
      to,
      kind,
      into,
      countMax: carriedMax,
      isLater: matched > atOnceMax,
    },
  };
}

/** Does what was confirmed, if it still is what was asked about. */
async function rename(request: AdminRequest): Promise<View | Redirect> {
  const { ctx, params, query, form } = request;
  const tag = await describeTag(ctx, params['id']);
  const { to } = readName(query['to'], tag);
  const sent = readSent(form);
  if (to === undefined || !sent) return askRename(request);
  const prepared = await prepare(ctx, tag, to);
  const problem = kindProblem(prepared, query['as']) ?? problemOf(sent, prepared.matched);
  if (problem) return confirmView(prepared, problem);
  const { jobId, canUndo } = await renameTag(ctx, { from: tag.name, to });
  if (jobId !== null)
    return {
      redirect: `/admin/jobs/${jobId}`,
      notice: `Begun: this job gives the articles of ${tag.name} the tag ${to}.`,
    };
  const undoing = canUndo ? { path: `${pathOf(tag.name)}/undo` } : undefined;
  return { redirect: pathOf(to), notice: { text: `Done: ${tag.name} is ${to} now.`, undo: undoing } };
}

/** Whoever agreed to a rename has not agreed to what cannot be undone. */
function kindProblem({ kind, to }: Prepared, asked: unknown): ReturnType<typeof problemOf> {
  if (asked === kind) return null;
  const text = kind === 'merge' ? `Articles carry ${to} by now.` : `No article carries ${to} any more.`;
  return { text: `${text} Nothing was changed.`, status: 409 };
}

async function undo({ ctx, params }: AdminRequest): Promise<Redirect> {
  const name = String(params['id']);
  const isUndone = await undoRename(ctx, name);
  const notice = isUndone
    ? `Undone: it is ${name} again.`
    : 'Not undone: its articles or its name were changed since, or it was taken back already.';
  return { redirect: pathOf(name), notice };
}

function pathOf(name: string): string {
  return `/admin/tags/${encodeURIComponent(name)}`;
}
