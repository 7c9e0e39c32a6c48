import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { listen } from '../http/server.ts';
import { createSessions } from './session.ts';

test('a session that begins after the answer did is not lost in silence', async () => {
  const { services } = await startHost();
  const sessionOf = createSessions(services.auth, new URL('https://conduit.example'));
  const app = express().post('/', (req, res) => {
    res.flushHeaders();
    try {
      res.end(String(sessionOf(req, res).begin('a token')));
    } catch (error) {
      res.end(String(error));
    }
  });
  const http = await listen(app, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${http.port}/`, { method: 'POST', headers })).text();
  expect(await ask({ origin: 'https://conduit.example' })).toMatch(/^Error: A session began after the answer did/);
  // A token travels in the answer itself.
  expect(await ask({})).toBe('a token');
});
