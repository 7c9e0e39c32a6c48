import { type ContractCase, mutationWith, queryWith } from './contract-case.ts';

/** Of who may call, how often, and with how much. */
export const admission: readonly ContractCase[] = [
  {
    row: 'access tightened',
    before: queryWith({ access: 'anonymous' }),
    after: queryWith({ access: 'user' }),
    found: ['breaking access-tightened of demo.call procedure: anonymous → user'],
  },
  {
    row: 'access tightened',
    before: queryWith({ access: 'public' }),
    after: queryWith({ access: 'user' }),
    found: ['breaking access-tightened of demo.call procedure: public → user'],
  },
  {
    row: 'access tightened',
    before: queryWith({ access: 'user' }),
    after: queryWith({ access: 'viewer' }),
    found: ['breaking access-tightened of demo.call procedure: user → viewer'],
  },
  {
    row: 'access tightened',
    before: queryWith({ access: 'viewer' }),
    after: queryWith({ access: 'operator' }),
    found: ['breaking access-tightened of demo.call procedure: viewer → operator'],
  },
  {
    row: 'access tightened',
    before: queryWith({ access: 'operator' }),
    after: queryWith({ access: 'admin' }),
    found: ['breaking access-tightened of demo.call procedure: operator → admin'],
  },
  {
    row: 'access tightened',
    before: queryWith({ access: 'anonymous' }),
    after: queryWith({ access: 'public' }),
    found: ['risky caller-known of demo.call procedure: anonymous → public'],
  },
  {
    row: 'access loosened',
    before: queryWith({ access: 'admin' }),
    after: queryWith({ access: 'public' }),
    found: ['safe access-loosened of demo.call procedure: admin → public'],
  },
  {
    row: 'access loosened',
    before: queryWith({ access: 'public' }),
    after: queryWith({ access: 'anonymous' }),
    found: ['safe access-loosened of demo.call procedure: public → anonymous'],
  },
  {
    row: 'limit set',
    before: queryWith({}),
    after: queryWith({ limit: '30/hour' }),
    found: ['risky limit-lowered of demo.call procedure: none → 30/hour'],
  },
  {
    row: 'limit lowered',
    before: queryWith({ limit: '1/second' }),
    after: queryWith({ limit: { rate: '59/minute', bucket: 'calls' } }),
    found: [
      'risky limit-lowered of demo.call procedure: 1/second → 59/minute of calls',
      'risky limit-shared of demo.call procedure: 1/second → 59/minute of calls',
    ],
  },
  {
    row: 'limit raised',
    before: queryWith({ limit: '1/minute' }),
    after: queryWith({ limit: '61/hour' }),
    found: ['safe limit-raised of demo.call procedure: 1/minute → 61/hour'],
  },
  {
    row: 'limit raised',
    before: queryWith({ limit: '1/minute' }),
    after: queryWith({}),
    found: ['safe limit-raised of demo.call procedure: 1/minute → none'],
  },
  {
    row: 'limit raised',
    before: queryWith({ limit: '1/minute' }),
    after: queryWith({ limit: '60/hour' }),
    found: ['safe limit-raised of demo.call procedure: 1/minute → 60/hour'],
  },
  {
    row: 'limit lowered',
    before: queryWith({ limit: '60/hour' }),
    after: queryWith({ limit: '1/minute' }),
    found: ['risky limit-lowered of demo.call procedure: 60/hour → 1/minute'],
  },
  {
    row: 'limit lowered',
    before: queryWith({ limit: '100/hour' }),
    after: queryWith({ limit: '3/minute' }),
    found: ['risky limit-lowered of demo.call procedure: 100/hour → 3/minute'],
  },
  {
    row: 'limit shared with others',
    before: queryWith({ limit: '30/hour' }),
    after: queryWith({ limit: { rate: '30/hour', bucket: 'calls' } }),
    found: ['risky limit-shared of demo.call procedure: 30/hour → 30/hour of calls'],
  },
  {
    row: 'body cap lowered',
    before: mutationWith({}),
    after: mutationWith({ bodyBytesMax: 1000 }),
    found: ['breaking body-max-lowered of demo.call procedure: 1048576 → 1000'],
  },
  {
    row: 'body cap raised',
    before: mutationWith({ bodyBytesMax: 1000 }),
    after: mutationWith({}),
    found: ['safe body-max-raised of demo.call procedure: 1000 → 1048576'],
  },
];
