import { byWhom, type LastChange, lastChange } from './last-change.ts';
import type { Tx } from '@hybrid/prisma';
import type { Context } from '../context.ts';

/** What has an opposite, by which each of both is taken back. */
export interface Switch {
  /** How the audit log names what is switched. */
  readonly target: string;
  /** What the log says of each change, and how it stands after that. */
  readonly states: Readonly<Record<string, string>>;
}

/** How it went to take something back. */
export type TakenBack<Act extends string> =
  | {
      readonly isDone: true;
      readonly act: Act;
      /** The line of the audit log, by which this is taken back in turn. */
      readonly line: string;
    }
  | { readonly isDone: false; readonly last: LastChange | null };

/** The last change of a switch. */
export function lastSwitch(
  db: Parameters<typeof lastChange>[0],
  { target, states }: Switch,
): Promise<LastChange | null> {
  return lastChange(db, { target, actions: Object.keys(states) });
}

/**
 * Takes back a change of a switch, as long as it is the last; in a turn in which nobody else changes it.
 *
 * @param line of the audit log: what is taken back.
 * @param undo makes the opposite of the last change, and tells by which line it is in the log; null where it does not stand any more.
 */
export async function takeBack<Act extends string>(
  tx: Tx,
  { what, line }: { what: Switch; line: string },
  undo: (last: LastChange) => Promise<{ act: Act; line: string | null }>,
): Promise<TakenBack<Act>> {
  const last = await lastSwitch(tx, what);
  if (last?.id !== line) return { isDone: false, last };
  const undone = await undo(last);
  return undone.line === null ? { isDone: false, last } : { isDone: true, act: undone.act, line: undone.line };
}

/**
 * Says why it is not even asked whether a change is to be taken back.
 *
 * @param state how it stands now.
 * @returns null where the change still stands.
 */
export async function whyNotAsked(
  ctx: Context,
  what: Switch,
  { line, state }: { line: string; state: string },
): Promise<string | null> {
  const last = await lastSwitch(ctx.db, what);
  const isStill = last?.id === line && what.states[last.action] === state;
  return isStill ? null : whyNot(ctx, what, { last, line });
}

/** Says why a change was not taken back: who made the one that came after it. */
export async function whyNot(
  ctx: Context,
  { states }: Switch,
  { last, line }: { last: LastChange | null; line: string },
): Promise<string> {
  // It was changed by hand, or the address was.
  if (!last || last.id === line) return 'Not undone: what was changed does not stand any more.';
  return `Not undone: it was changed since ${await byWhom(ctx, last)}, and is ${states[last.action] ?? 'otherwise'}.`;
}
