import type { DataExport } from '@hybrid/contracts';
import { skipToken } from '@tanstack/react-query';
import { trpc } from '../../lib/trpc.ts';

/** The copies of one's data; while one is being made, each step is told over a stream. */
export function useExports() {
  const utils = trpc.useUtils();
  const list = trpc.exports.list.useQuery();
  const isPending = list.data?.some(isUnderWay) ?? false;
  trpc.exports.stream.useSubscription(isPending ? undefined : skipToken, {
    onData: ({ data }) => {
      if (data.type === 'reset') void utils.exports.list.invalidate();
      else utils.exports.list.setData(undefined, (known) => known && withStep(known, data.export));
    },
  });
  const request = trpc.exports.request.useMutation({
    onSuccess: (begun) => utils.exports.list.setData(undefined, (known) => withStep(known ?? [], begun)),
    // Another tab may have asked before: then its copy is what there is to see.
    onError: () => utils.exports.list.invalidate(),
  });
  return { list, request };
}

/** Whether it waits or is being made. */
export function isUnderWay({ state }: DataExport): boolean {
  return state === 'waiting' || state === 'running';
}

function withStep(known: DataExport[], step: DataExport): DataExport[] {
  if (!known.some(({ id }) => id === step.id)) return [step, ...known];
  // What was asked for and what was told travel apart: an older step never undoes a newer one.
  return known.map((one) => (one.id === step.id && isUnderWay(one) && one.progress <= step.progress ? step : one));
}
