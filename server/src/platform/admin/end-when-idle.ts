import type { Response } from 'express';
import type { Context } from '../context.ts';
import { idleLeftMs, type StaffRules } from './admit.ts';

/** As often as this is asked again where nobody could be asked. */
const againMs = 15_000;
/** No timer of Node waits longer. */
const timerMsMax = 2_147_483_647;

/**
 * Ends a stream when nobody has asked for a page in its session for as long as staff may be away: that it is open is no sign that
 * somebody is there. Its page then comes back to a refusal, and reloads.
 */
export function endWhenIdle(res: Response, { ctx, staff }: { ctx: Context; staff: StaffRules }): void {
  const { socket } = res;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const leftMs = await idleLeftMs(ctx, ctx.session, staff).catch(() => againMs);
    if (socket?.destroyed !== false) return;
    if (leftMs <= 0) socket.destroy();
    else timer = setTimeout(() => void look(), Math.min(leftMs, timerMsMax)).unref();
  };
  void look();
  socket?.once('close', () => clearTimeout(timer));
}
