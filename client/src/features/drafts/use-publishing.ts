import type { Article, Draft } from '@hybrid/contracts';
import { platformError } from '@hybrid/contracts/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useState } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { textOf } from './draft-text.ts';
import { saveFailureOf } from './save-failure.ts';
import type { Desk } from './use-desk.ts';

/** What can be done with a draft apart from writing. */
export interface Publishing {
  readonly busy: 'publish' | 'schedule' | 'delete' | null;
  readonly publishAt: string | null;
  /** What is wrong with the time, or with what is neither text nor time. */
  readonly problem: string | null;
  /** Says whether it may be asked for: what an article needs is there. */
  check(): boolean;
  publish(): Promise<void>;
  schedule(at: Date): Promise<boolean>;
  unschedule(): Promise<void>;
  remove(): Promise<void>;
}

interface Ends {
  readonly publishAt: string | null;
  readonly onPublished: (article: Article) => void;
  readonly onDeleted: () => void;
}

const withoutAddress = /!\[[^\]]*\]\(\)/;

export function usePublishing(desk: Desk, ends: Ends): Publishing {
  const words = useWords();
  const { drafts } = trpc.useUtils().client;
  const settle = useSettled();
  const run = useRun(desk);
  const { id, form, autosave } = desk;
  return {
    ...useSchedule({ desk, run, publishAt: ends.publishAt, onChange: settle.drafts }),
    busy: run.busy,
    problem: run.problem,
    check() {
      const isUploading = withoutAddress.test(form.values.body);
      run.setProblem(isUploading ? words.drafts.stillUploading : null);
      return form.check(textOf(form.values)) && !isUploading;
    },
    async publish() {
      const article = await run.now('publish', async () => {
        if (!(await autosave.flush())) return null;
        const { revision } = autosave.state();
        return drafts.publish.mutate({ id, ...(revision !== null && { revision }) });
      });
      if (article === null) return;
      autosave.close();
      settle.article(article);
      ends.onPublished(article);
    },
    async remove() {
      const isGone = await run.now('delete', async () => deleteStored(desk, async () => drafts.delete.mutate({ id })));
      if (isGone === null) return;
      autosave.close();
      settle.drafts();
      ends.onDeleted();
    },
  };
}

interface ScheduleOptions {
  desk: Desk;
  run: Run;
  publishAt: string | null;
  onChange: () => void;
}

function useSchedule({ desk: { id, autosave }, run, ...options }: ScheduleOptions) {
  const { drafts } = trpc.useUtils().client;
  const [publishAt, setPublishAt] = useState(options.publishAt);
  function show(draft: Draft | null): boolean {
    if (draft === null) return false;
    setPublishAt(draft.publishAt);
    options.onChange();
    return true;
  }
  return {
    publishAt,
    async schedule(at: Date) {
      const input = { id, at: at.toISOString() };
      const send = async () => ((await autosave.flush()) ? drafts.schedule.mutate(input) : null);
      return show(await run.now('schedule', send));
    },
    async unschedule() {
      show(await run.now('schedule', async () => drafts.unschedule.mutate({ id })));
    },
  };
}

/** Deletes what the server has, if it has anything: what is on its way there is waited for. */
async function deleteStored({ autosave }: Desk, remove: () => Promise<unknown>): Promise<true> {
  if (autosave.state().phase === 'saving') await autosave.flush();
  const { revision, phase } = autosave.state();
  if (revision !== null && phase !== 'gone') await remove();
  return true;
}

interface Run {
  readonly busy: Publishing['busy'];
  readonly problem: string | null;
  setProblem(problem: string | null): void;
  /** Runs something, and gives null where it was refused. */
  now<T>(kind: Publishing['busy'], action: () => Promise<T>): Promise<T | null>;
}

/** Runs what was asked for, and shows where it belongs what was refused. */
function useRun({ form, autosave }: Desk): Run {
  const words = useWords();
  const [busy, setBusy] = useState<Publishing['busy']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  function refuse(error: unknown): void {
    const failure = saveFailureOf(error);
    const platform = platformError(error);
    const [atFault] = platform?.name === 'INVALID_INPUT' ? (platform.data.fields['at'] ?? []) : [];
    if (failure.kind === 'conflict') autosave.meet(failure.theirs);
    else if (atFault !== undefined) setProblem(words.failures.field(words.publishing.at, atFault));
    else form.refuse(error);
  }
  async function now<T>(kind: Publishing['busy'], action: () => Promise<T>): Promise<T | null> {
    setBusy(kind);
    setProblem(null);
    try {
      return await action();
    } catch (error) {
      refuse(error);
      return null;
    } finally {
      setBusy(null);
    }
  }
  return { now, busy, problem, setProblem };
}

/** What the page knows of articles and drafts is brought up to date. */
function useSettled() {
  const client = useQueryClient();
  const utils = trpc.useUtils();
  const settleDrafts = (): void => void utils.drafts.list.invalidate();
  return {
    drafts: settleDrafts,
    article(article: Article): void {
      utils.articles.bySlug.setData({ slug: article.slug }, article);
      for (const procedure of [trpc.articles.list, trpc.articles.feed, trpc.tags.list, trpc.profiles.byUsername]) {
        void client.invalidateQueries({ queryKey: getQueryKey(procedure) });
      }
      settleDrafts();
    },
  };
}
