import { z } from 'zod';
import type { AnyProcedure } from '../../src/kernel/procedure.ts';
import { type ContractCase, eventWith, nothing, queryWith } from './contract-case.ts';

const http = { method: 'GET', path: '/things/{id}' } as const;
const NOT_FOUND = { status: 404 } as const;
const failing = (THING_NOT_FOUND: AnyProcedure['errors'][string]) => queryWith({ errors: { THING_NOT_FOUND } });
const data = z.object({ slug: z.string() });

/** Of how a procedure answers: its failures, its place in the REST face, its events. */
export const answers: readonly ContractCase[] = [
  {
    row: 'declared error code added',
    before: queryWith({}),
    after: failing(NOT_FOUND),
    found: ['risky error-added of demo.call error at THING_NOT_FOUND: nothing → THING_NOT_FOUND'],
  },
  {
    row: 'declared error code removed',
    before: failing(NOT_FOUND),
    after: queryWith({}),
    found: ['safe error-removed of demo.call error at THING_NOT_FOUND: THING_NOT_FOUND → nothing'],
  },
  {
    row: 'error data schema',
    before: failing({ ...NOT_FOUND, data }),
    after: failing({ ...NOT_FOUND, data: z.object({ slug: z.string().optional() }) }),
    found: ['breaking became-optional of demo.call error at THING_NOT_FOUND.slug: nothing → nothing'],
  },
  {
    row: 'error data schema',
    before: failing({ ...NOT_FOUND, data }),
    after: failing({ ...NOT_FOUND, data: data.extend({ at: z.string() }) }),
    found: ['safe required-property-added of demo.call error at THING_NOT_FOUND.at: nothing → string'],
  },
  {
    row: 'error data added',
    before: failing(NOT_FOUND),
    after: failing({ ...NOT_FOUND, data }),
    found: ['safe error-data-added of demo.call error at THING_NOT_FOUND: nothing → { slug }'],
  },
  {
    row: 'error data removed',
    before: failing({ ...NOT_FOUND, data }),
    after: failing(NOT_FOUND),
    found: ['breaking error-data-removed of demo.call error at THING_NOT_FOUND: { slug } → nothing'],
  },
  {
    row: 'error message',
    before: failing({ ...NOT_FOUND, message: 'Gone.' }),
    after: failing({ ...NOT_FOUND, message: 'It is gone.' }),
    found: [],
  },
  {
    row: 'HTTP status class of an error changed',
    before: failing({ status: 409 }),
    after: failing({ status: 503 }),
    found: ['risky error-class-changed of demo.call error at THING_NOT_FOUND: 409 → 503'],
  },
  {
    row: 'HTTP status of an error changed',
    before: failing({ status: 409 }),
    after: failing({ status: 422 }),
    found: ['safe error-status-changed of demo.call error at THING_NOT_FOUND: 409 → 422'],
  },
  {
    row: 'HTTP mapping added',
    before: queryWith({}),
    after: queryWith({ http }),
    found: ['safe http-added of demo.call procedure: nothing → GET /things/{id}'],
  },
  {
    row: 'HTTP mapping removed',
    before: queryWith({ http }),
    after: queryWith({}),
    found: ['breaking http-removed of demo.call procedure: GET /things/{id} → nothing'],
  },
  {
    row: 'HTTP method changed',
    before: queryWith({ http }),
    after: queryWith({ http: { ...http, method: 'POST' } }),
    found: ['breaking http-moved of demo.call procedure: GET /things/{id} → POST /things/{id}'],
  },
  {
    row: 'HTTP path changed',
    before: queryWith({ http }),
    after: queryWith({ http: { ...http, path: '/items/{id}' } }),
    found: ['breaking http-moved of demo.call procedure: GET /things/{id} → GET /items/{id}'],
  },
  {
    row: 'HTTP path parameter renamed',
    before: queryWith({ http }),
    after: queryWith({ http: { ...http, path: '/things/{slug}' } }),
    found: [],
  },
  {
    row: 'HTTP status changed',
    before: queryWith({ http }),
    after: queryWith({ http: { ...http, status: 201 } }),
    found: ['risky http-status-changed of demo.call procedure: 200 → 201'],
  },
  {
    row: 'HTTP status written out',
    before: queryWith({ http }),
    after: queryWith({ http: { ...http, status: 200 } }),
    found: [],
  },
  {
    row: 'input and output',
    before: queryWith({}),
    after: queryWith({ input: z.object({ id: z.int() }), output: z.object({ id: z.string() }) }),
    found: [
      'breaking type-changed of demo.call input at id: string → integer',
      'breaking required-property-removed of demo.call output at title: string → nothing',
    ],
  },
  {
    row: 'event added',
    before: nothing,
    after: eventWith({}),
    found: ['safe event-added of demo.happened event: nothing → user:{userId}'],
  },
  {
    row: 'event removed',
    before: eventWith({}),
    after: nothing,
    found: ['breaking event-removed of demo.happened event: user:{userId} → nothing'],
  },
  {
    row: 'event on another topic',
    before: eventWith({}),
    after: eventWith({ topic: 'all' }),
    found: ['breaking topic-changed of demo.happened event: user:{userId} → all'],
  },
  {
    row: 'event no longer stored',
    before: eventWith({}),
    after: eventWith({ ephemeral: true }),
    found: ['breaking event-ephemeral of demo.happened event: nothing → nothing'],
  },
  {
    row: 'event stored that was ephemeral',
    before: eventWith({ ephemeral: true }),
    after: eventWith({}),
    found: ['safe event-stored of demo.happened event: nothing → nothing'],
  },
  {
    row: 'event for fewer',
    before: eventWith({}),
    after: eventWith({ access: 'operator' }),
    found: ['breaking access-tightened of demo.happened event: user → operator'],
  },
  {
    row: 'event payload',
    before: eventWith({}),
    after: eventWith({ payload: z.object({ userId: z.string().nullable() }) }),
    found: ['breaking became-nullable of demo.happened event at userId: nothing → null'],
  },
];
