import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { hasRole, type Role } from '../access.ts';
import type { AnyBulkChange, BulkStep } from './bulk.ts';
import { firstRows } from './bulk-rows.ts';
import { beginRun } from './bulk-run.ts';
import { cursorFrom } from './keyset.ts';
import { count, question as addressQuestion } from './phrases.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Redirect,
  type View,
  view,
} from './section.ts';

type Bulk = Omit<AnyBulkChange, 'pages'>;

/** Above this the number is typed. */
const typedAbove = 100;
/** How many of the rows a page names. */
const namedMax = 10;

/** The two pages of a bulk change: one says how many match and what will follow, the other has it done. */
export function bulkPages(bulk: Bulk): AdminPage[] {
  const declare = bulk.isDangerous ? dangerousChange : change;
  return [
    view(bulk.access, bulk.path, (request) => ask(bulk, request)),
    declare(bulk.access, bulk.path, (request) => begin(bulk, request)),
  ];
}

const Sent = z.object({
  run: z.uuid(),
  matched: z.coerce.number().int().min(1),
  typed: z.string().max(20).catch(''),
});

/** What a form said that begins a run, and what may be wrong with it. */
export interface SentCount {
  readonly run: string;
  readonly matched: number;
  readonly typed: string;
}

/** Reads the form of a page that asks before a bulk change; null for what is none, which is then asked again. */
export function readSent(form: unknown): SentCount | null {
  return Sent.safeParse(form ?? {}).data ?? null;
}

/** What is wrong with a form that was sent, in words and as a status; null where it may begin. */
export function problemOf({ matched, typed }: SentCount, now: number): { text: string; status: number } | null {
  if (now !== matched) {
    const text = `${count(matched)} matched when this page was shown, and ${count(now)} do now. Nothing was changed.`;
    return { text, status: 409 };
  }
  // As people write numbers: with blanks, points or commas between the thousands.
  if (matched > typedAbove && typed.replaceAll(/[\s.,'’]/g, '') !== String(matched)) {
    return { text: `Type ${count(matched)} to go on. Nothing was changed.`, status: 422 };
  }
  return null;
}

/** What every page says that asks before a bulk change. */
export function wordsOf<Step extends Pick<BulkStep, 'verb'>>(
  step: Step,
  { nouns }: Pick<AnyBulkChange, 'nouns'>,
  matched: number,
) {
  const noun = matched === 1 ? nouns[0] : nouns[1];
  return {
    step,
    matched,
    noun,
    newRun: randomUUID(),
    isTyped: matched > typedAbove,
    name: `${step.verb} ${count(matched)} ${noun}`,
  };
}

type Problem = ReturnType<typeof problemOf>;

async function ask(bulk: Bulk, request: AdminRequest, problem: Problem = null): Promise<View> {
  const { list, path, nouns, step, undo, countMax } = bulk;
  const kept = keptOf(request);
  const [matched, question] = await Promise.all([bulk.count(request), bulk.question(request)]);
  const targets = isOffered(bulk, matched) ? await firstRows(bulk, request, namedMax) : [];
  const back = `${list}${addressQuestion(kept)}`;
  const words = wordsOf(step, { nouns }, matched);
  const common = { ...words, asked: question, nouns, back, problem: problem?.text ?? null, undo: undo ?? null };
  const data = {
    ...common,
    labels: targets.map(({ label }) => label),
    countMax,
    action: `${list}${path}${addressQuestion(kept)}`,
  };
  return { template: 'bulk/ask', title: `${step.verb} all that match?`, data, status: problem?.status ?? 200 };
}

/** Where nothing matches, or more than is counted, nothing is named: the first that matches may be far behind then. */
function isOffered({ countMax }: Bulk, matched: number): boolean {
  return matched > 0 && matched <= countMax;
}

async function begin(bulk: Bulk, request: AdminRequest): Promise<View | Redirect> {
  const sent = readSent(request.form);
  // Sent twice, as by a second click, it has begun, and may have changed how many match.
  if (sent && (await hasBegun(request, sent.run))) return { redirect: `/admin/bulk/${sent.run}` };
  const now = await bulk.count(request);
  const problem = sent && problemOf(sent, now);
  if (!sent || problem || now > bulk.countMax) return ask(bulk, request, problem);
  const [newest] = await firstRows(bulk, request, 1);
  if (!newest) return ask(bulk, request);
  await beginRun(bulk, request.ctx, {
    id: sent.run,
    query: keptOf(request),
    question: await bulk.question(request),
    matched: now,
    cursor: cursorFrom(newest.at, bulk.ids),
  });
  return { redirect: `/admin/bulk/${sent.run}` };
}

async function hasBegun({ ctx: { db, user } }: AdminRequest, id: string): Promise<boolean> {
  return (await db.bulkRun.count({ where: { id, actorId: user.id } })) > 0;
}

/** The question of an address without the place in its list. */
function keptOf({ query }: AdminRequest): Record<string, string> {
  const { before: _before, after: _after, ...kept } = query;
  return Object.fromEntries(
    Object.entries(kept).filter((field): field is [string, string] => typeof field[1] === 'string' && field[1] !== ''),
  );
}

/** The links of a list to its bulk changes, as far as somebody may make them: `partials/bulk` draws them. */
export function bulkLinks(bulks: readonly Bulk[], role: Role): { href: string; verb: string }[] {
  return bulks
    .filter(({ access }) => hasRole(role, access))
    .map(({ list, path, step: { verb } }) => ({ href: `${list}${path}`, verb }));
}
