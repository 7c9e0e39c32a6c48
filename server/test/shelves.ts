import { contract, event, Instant, mutation, query, type RestWording, subscription } from '@hybrid/contracts/kernel';
import express from 'express';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { listen } from '../src/platform/http/server.ts';
import { docsRoutes } from '../src/platform/reference/docs-routes.ts';
import { operationsOf } from '../src/platform/rest/operation.ts';
import { compile } from '../src/platform/rpc/compile.ts';
import { root } from './services.ts';

/** What would be a part of the page, where it is not written as text. */
export const hostile = '<img src=x onerror=alert(1)> & "quotes" \'here\'';

const Shelf = z.object({
  id: z.uuid(),
  kind: z.enum(['open', 'locked']).meta({ extensible: true }),
  openedAt: Instant,
  get inner() {
    return z.array(Shelf);
  },
});

const SHELF_LOCKED = { status: 409, message: `It is locked: ${hostile}`, data: z.object({ by: z.string() }) } as const;

const shelves = contract({
  find: query({
    access: 'anonymous',
    summary: `Shelves by ${hostile}`,
    input: z.strictObject({
      word: z.string().min(1).max(40).describe(`What ${hostile}`),
      page: z.number().int().min(1).default(1),
    }),
    output: z.array(Shelf),
    http: { method: 'GET', path: '/shelves' },
    examples: [
      { summary: `An example of ${hostile}`, input: { word: hostile }, output: [] },
      { summary: 'Another', input: { word: 'moss', page: 2 }, output: [] },
    ],
  }),
  lock: mutation({
    access: 'operator',
    summary: 'Lock a shelf',
    input: z.object({ id: z.uuid() }),
    output: z.null(),
    errors: { SHELF_LOCKED, SHELF_GONE: { status: 404 } },
    limit: { rate: '30/hour', bucket: 'shelves' },
    idempotent: true,
    bodyBytesMax: 16_384,
    http: { method: 'PUT', path: '/shelves/{id}/lock', status: 204 },
  }),
  burn: mutation({
    access: 'admin',
    summary: 'Burn a shelf',
    output: z.null(),
    limit: { rate: '1/day', bucket: 'shelves' },
    deprecated: { since: '2026-11-01', sunset: '2027-03-01', instead: 'Use shelves.lock.' },
  }),
  sort: mutation({ access: 'user', summary: 'Sort', output: z.null(), limit: '2/minute' }),
  watch: subscription({
    access: 'public',
    summary: 'What happens to shelves',
    input: z.object({ id: z.uuid() }).optional(),
    output: z.discriminatedUnion('type', [
      z.object({ type: z.literal('moved'), to: z.string().max(9) }),
      z.object({ type: z.literal('reset') }),
    ]),
  }),
});

const moved = event({
  name: 'shelves.moved',
  topic: 'shelf:{id}',
  access: 'public',
  payload: z.object({ id: z.string(), to: z.string() }),
});
const rained = event({
  name: 'weather.rained',
  topic: 'weather',
  access: 'viewer',
  payload: z.object({ mm: z.number() }),
});

const wording: RestWording = {
  title: `Shelves ${hostile}`,
  description: '',
  shapes: new Map(),
  errors: {},
  examples: {},
};

/** Reads the page of a contract that has everything which a contract can have. */
export async function readPage(): Promise<string> {
  const compiled = Object.entries(shelves).map(([name, procedure]) => [name, compile(procedure, () => null)]);
  const docs = docsRoutes({
    described: { contract: { shelves }, events: { moved, rained } },
    operations: operationsOf({ shelves: Object.fromEntries(compiled) }, wording),
    title: wording.title,
    values: wording.examples,
    publicUrl: new URL('https://shelves.example/'),
    version: '1.2.3',
    root,
    sessionOf: () => expect.fail('The page is the same for everybody: nobody is asked for.'),
  });
  const http = await listen(express().use('/api', docs), { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  return (await fetch(`http://127.0.0.1:${http.port}/api/docs`)).text();
}
