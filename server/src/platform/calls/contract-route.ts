import { formatLock, type SealedLock } from '@hybrid/contracts/gate';
import { Router } from 'express';
import { answerGet, once, packText, sendText } from '../http/packed-text.ts';

/** Serves the contract as it is at `contract.json`: what the gate of another clone, or a client's own build, compares with. */
export function contractRoute(current: () => SealedLock): Router {
  const lock = once(() => packText(formatLock(current())));
  const router = Router();
  answerGet(router, '/contract.json', (req, res) => sendText(req, res.type('application/json'), lock()));
  return router;
}
