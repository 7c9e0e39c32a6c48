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
import { carriedMax, type DescribedTag, describeTag } from './describe-tag.ts';
import { atOnceMax, type FoundMove, readMove, type RenameOutcome, renameTag } from './rename-tag.ts';
import { type UndoneRename, undoRename } from './undo-rename.ts';

/**
 * The pages on which a tag gets another name, its own or that of another tag.
 *
 * @remarks
 * Which of both it will be is known only once the name is, so that all of it is dangerous: a merge cannot be undone.
 */
export const renamePages: AdminPage[] = [
  view('admin', '/:id/rename', askRename),
  dangerousChange('admin', '/:id/rename', rename),
  // Whoever had to prove who they are comes back to it by its address.
  view('admin', '/:id/undo', askUndo),
  change('admin', '/:id/undo', undo),
];

/** Asks for the name, and then says what will follow from it. */
async function askRename({ ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const tag = await describeTag(ctx, params['id']);
  if (tag.carried === 0) return { redirect: pathOf(tag.name) };
  const given = readName(query['to'], tag);
  if (given.to === undefined) return nameView(tag, given);
  return confirmView({ tag, to: given.to }, await readMove(ctx.db, { from: tag.name, to: given.to }));
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

interface Asked {
  readonly tag: DescribedTag;
  readonly to: string;
}

const verbs = { rename: 'Rename', merge: 'Merge' } as const;

type Problem = ReturnType<typeof problemOf>;

function confirmView({ tag, to }: Asked, { kind, matched, into }: FoundMove, problem: Problem = null): View {
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
  const done = await renameTag(ctx, { from: tag.name, to }, (found) => {
    return kindProblem(found, { to, asked: query['as'] }) ?? problemOf(sent, found.matched);
  });
  return answerOf(done, { tag, to });
}

function answerOf(done: RenameOutcome<NonNullable<Problem>>, { tag, to }: Asked): View | Redirect {
  if (done.state === 'refused') {
    return done.found.matched > 0 ? confirmView({ tag, to }, done.found, done.problem) : nothingLeft(tag);
  }
  if (done.state === 'begun') {
    return toJob(done.jobId, `Begun: this job gives the articles of ${tag.name} the tag ${to}.`);
  }
  if (done.state === 'busy') {
    return toJob(done.jobId, 'Nothing was changed: first this job has to end, which changes one of these tags.');
  }
  const undoing = done.canUndo ? { path: `${pathOf(tag.name)}/undo` } : undefined;
  return { redirect: pathOf(to), notice: { text: `Done: ${tag.name} is ${to} now.`, undo: undoing } };
}

function toJob(id: string, notice: string): Redirect {
  return { redirect: `/admin/jobs/${id}`, notice };
}

function nothingLeft({ name }: DescribedTag): Redirect {
  return { redirect: pathOf(name), notice: `Nothing was changed: no article carries ${name} any more.` };
}

/** Whoever agreed to a rename has not agreed to what cannot be undone. */
function kindProblem({ kind, matched }: FoundMove, { to, asked }: { to: string; asked: unknown }): Problem {
  if (asked === kind || matched === 0) return null;
  const text = kind === 'merge' ? `Articles carry ${to} by now.` : `No article carries ${to} any more.`;
  return { text: `${text} Nothing was changed.`, status: 409 };
}

async function askUndo({ ctx, params }: AdminRequest): Promise<View | Redirect> {
  const { name, leadsTo } = await describeTag(ctx, params['id']);
  if (leadsTo === null) return { redirect: pathOf(name) };
  return { template: 'tags/undo', title: `Rename ${leadsTo} back to ${name}?`, data: { name, leadsTo } };
}

const undoWords: Readonly<Record<UndoneRename, string>> = {
  undone: 'Undone: its old name is its name again.',
  theirs: 'Not undone: somebody else renamed it, who alone takes that back. It can be renamed.',
  changed: 'Not undone: its articles or its name were changed since, or it was taken back already. It can be renamed.',
};

async function undo({ ctx, params }: AdminRequest): Promise<Redirect> {
  const name = String(params['id']);
  return { redirect: pathOf(name), notice: undoWords[await undoRename(ctx, name)] };
}

function pathOf(name: string): string {
  return `/admin/tags/${encodeURIComponent(name)}`;
}
