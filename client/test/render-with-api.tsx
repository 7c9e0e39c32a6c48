import { contract } from '@hybrid/contracts';
import type { ApiRouter } from '@hybrid/contracts';
import { platformErrors } from '@hybrid/contracts/kernel';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { TRPCClientError } from '@trpc/client';
import type { OperationResultEnvelope, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { Observer } from '@trpc/server/observable';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { onTestFinished } from 'vitest';
import { english } from '../src/lib/catalogue/english/english.ts';
import { WordsContext } from '../src/lib/catalogue/words.ts';
import { pageLive } from '../src/lib/live/page-live.ts';
import { LiveContext } from '../src/lib/live/use-event.ts';
import { createQueryClient } from '../src/lib/query-client.ts';
import { createSessionNotice, SessionNoticeContext } from '../src/lib/session-notice.ts';
import { createToasts, ToastsContext } from '../src/lib/toasts.tsx';
import { trpc } from '../src/lib/trpc.ts';
import { ToastShelf } from '../src/ui/toast-shelf.tsx';

type Failure = TRPCClientError<ApiRouter>;

/** What the network answers to a procedure; a promise that never settles keeps the page waiting. */
export type Answers = Record<string, (input: unknown) => unknown>;

/** A failure as the server puts it on the wire: with the sentence that the contract has for it. */
export function refusal(name: string, data: unknown = null): TRPCClientError<ApiRouter> {
  const answer = { error: { name, data }, requestId: 'request-1', code: 'BAD_REQUEST', httpStatus: 400 };
  return TRPCClientError.from({ error: { message: sentenceOf(name), code: -32_600, data: answer } } as never);
}

function sentenceOf(name: string): string {
  const procedures = Object.values(contract).flatMap((group) => Object.values<AnyProcedure>(group));
  const declared = procedures.flatMap(({ errors }) => Object.entries(errors));
  return Object.fromEntries([...declared, ...Object.entries(platformErrors)])[name]?.message ?? name;
}

/** Renders below everything that `main.tsx` provides; the last link, where the network would be, gives the answers. */
export function renderWithApi(ui: ReactNode, answers: Answers, at = '/'): ReturnType<typeof render> {
  const network: TRPCLink<ApiRouter> =
    () =>
    ({ op }) =>
      observable((observer) => void answer(observer, async () => answers[op.path]?.(op.input)));
  const notice = createSessionNotice();
  const queryClient = createQueryClient(notice);
  const api = trpc.createClient({ links: [network] });
  const live = pageLive(api, queryClient);
  onTestFinished(() => live.close());
  return render(
    <trpc.Provider client={api} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <WordsContext value={english}>
          <SessionNoticeContext value={notice}>
            <ToastsContext value={createToasts()}>
              <LiveContext value={live}>
                <MemoryRouter initialEntries={[at]}>{ui}</MemoryRouter>
              </LiveContext>
              <ToastShelf />
            </ToastsContext>
          </SessionNoticeContext>
        </WordsContext>
      </QueryClientProvider>
    </trpc.Provider>,
  );
}

async function answer(
  observer: Observer<OperationResultEnvelope<unknown, Failure>, Failure>,
  ask: () => Promise<unknown>,
): Promise<void> {
  try {
    observer.next({ result: { type: 'data', data: await ask() } });
    observer.complete();
  } catch (error) {
    observer.error(error as Failure);
  }
}
