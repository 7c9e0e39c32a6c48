import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { endOtherSessions, endSession, listSessions } from './sessions.ts';

export { deviceOf } from './device.ts';

/** The places where somebody is signed in. */
export const sessions = {
  router: implement(contract.sessions, { list: listSessions, end: endSession, endOthers: endOtherSessions }),
} satisfies Feature<typeof contract.sessions>;
