import { parseArgs } from 'node:util';
import { Refused } from './refused.ts';

/** What somebody typed beside the names. */
export type Values = ReturnType<typeof parse>['values'];

/** One thing that `npm run new` can write. */
export interface Command {
  /** Its lines of the help. */
  readonly usage: string;
  readonly run: (name: string, values: Values) => Promise<void>;
}

/** Reads the command line. */
export function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      singular: { type: 'string' },
      query: { type: 'boolean' },
      mutation: { type: 'boolean' },
      subscription: { type: 'boolean' },
      access: { type: 'string', default: 'user' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

/** The command line, or why it is none. */
export function parseOrRefuse(args: readonly string[], usage: string): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    throw new Refused([`${error instanceof Error ? error.message : String(error)}\n\n${usage}`]);
  }
}
