import type { NewProcedure } from './procedure-name.ts';
import type { ToldEvent } from './told-event.ts';

/** What the contract says of a new subscription. */
export function streamEntry({ feature, name, access }: NewProcedure, { variable }: ToldEvent): string {
  return `  ${name}: subscription({
    access: '${access}',
    summary: 'What happens to the caller’s ${feature.many.words}, as it happens',
    /** tRPC's links send the place to resume after in this field. */
    input: z.object({ lastEventId: z.string().max(200).nullish() }).optional(),
    /** \`reset\` says that something may have been missed: read again. */
    output: z.discriminatedUnion('type', [
      z.object({ type: z.literal('${variable}'), payload: ${variable}.payload }),
      z.object({ type: z.literal('reset') }),
    ]),
  }),`;
}

/** Its use case. */
export function streamUseCase({ handler }: NewProcedure, { variable }: ToldEvent): string {
  return `import { events } from '@hybrid/contracts';
import type { PayloadOf } from '@hybrid/contracts/kernel';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from '../../platform/context.ts';
import { hearTopic } from '../../platform/events/hear-topic.ts';

type Told = { type: 'reset' } | { type: '${variable}'; payload: PayloadOf<typeof events.${variable}> };

/** Tells the caller of ${variable}, resuming after the last they heard. */
export async function* ${handler.camel}(
  ctx: Context,
  input: { lastEventId?: string | null | undefined } | undefined,
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  const hearing = { topic: \`user:\${ctx.user.id}\`, lastEventId: input?.lastEventId };
  const heard = hearTopic<Told>(ctx, hearing, ({ name, payload }) => {
    if (name !== events.${variable}.name) return undefined;
    return { type: '${variable}', payload: events.${variable}.payload.parse(payload) };
  });
  for await (const [id, told] of heard) yield tracked(id, told);
}
`;
}

/** Its test: what is announced is heard by whom it concerns, and by nobody else. */
export function streamTest({ feature, name, access }: NewProcedure, { variable, payload }: ToldEvent): string {
  const path = `${feature.many.camel}.${name}`;
  const role = access === 'user' ? '' : `, '${access}'`;
  return `import { events } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Person, startHost } from '../../../test/host.ts';
import { announce } from '../../platform/events/announce.ts';

/** Everything that somebody has heard, from when they began to listen; their stream is closed when the test has finished. */
async function listen({ api }: Person): Promise<unknown[]> {
  const heard: unknown[] = [];
  const { unsubscribe } = api.${path}.subscribe(undefined, { onData: ({ data }) => heard.push(data) });
  onTestFinished(unsubscribe);
  await vi.waitFor(() => expect(heard).toEqual([{ type: 'reset' }]), { interval: 5 });
  return heard;
}

test('${path} tells of ${variable} whom it concerns, and nobody else', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'${role}), await host.signUp('Grace'${role})];
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const [hers, others] = [await listen(ada), await listen(grace)];
  const payload = ${payload};
  await host.db.$transaction((tx) => announce(tx, events.${variable}, payload));
  await host.runJobs();
  await vi.waitFor(() => expect(hers).toEqual([{ type: 'reset' }, { type: '${variable}', payload }]), { interval: 5 });
  expect(others).toEqual([{ type: 'reset' }]);
});
`;
}
