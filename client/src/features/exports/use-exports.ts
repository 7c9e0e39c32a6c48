import type { DataExport, Me } from '@hybrid/contracts';
import { useEvent } from '../../lib/live/use-event.ts';
import { trpc } from '../../lib/trpc.ts';

/** The copies of one's data; while one is being made, each step is told over a stream. */
export function useExports(me: Pick<Me, 'id'>) {
  const utils = trpc.useUtils();
  const list = trpc.exports.list.useQuery();
  const isPending = list.data?.some(isUnderWay) ?? false;
  useEvent(
    'exports.progressed',
    isPending ? { userId: me.id } : null,
    ({ export: step }) => utils.exports.list.setData(undefined, (known) => known && withStep(known, step)),
    { onReset: () => void utils.exports.list.invalidate() },
  );
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
