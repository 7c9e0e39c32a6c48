import { Router } from 'express';
import { answerGet, once, packText, sendText } from '../http/packed-text.ts';
import { buildDocument, type DocumentOptions } from './document.ts';

/** Serves the OpenAPI document at `openapi.json`. */
export function documentRoutes(options: DocumentOptions): Router {
  const document = once(() => packText(JSON.stringify(buildDocument(options))));
  const router = Router();
  answerGet(router, '/openapi.json', (req, res) => sendText(req, res.type('application/json'), document()));
  return router;
}
