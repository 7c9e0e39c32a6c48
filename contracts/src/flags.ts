import { z } from 'zod';
import { contract, event, query } from './kernel/index.ts';

/**
 * The flags were changed: whoever acts by them reads them again.
 *
 * @remarks
 * It does not say which, nor for whom: that is known to staff alone.
 */
export const flagsChanged = event({
  name: 'flags.changed',
  topic: 'flags',
  access: 'public',
  payload: z.object({}),
});

export const flags = contract({
  mine: query({
    access: 'public',
    summary: 'Which flags are on for whoever asks',
    // By names that come and go, and not as fields: a flag that is taken out breaks no client that still asks for it.
    output: z.record(z.string(), z.boolean()),
    examples: [{ summary: 'Nobody is signed in', output: { signUps: true } }],
  }),
});
