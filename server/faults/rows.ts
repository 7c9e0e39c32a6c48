/** A fault that the product is built to survive. */
export interface Row {
  readonly id: string;
  readonly title: string;
}

/** Every row of the list of faults. One is built where a file here bears its id: `r1-….fault.ts`. */
export const rows: readonly Row[] = [
  { id: 'R1', title: 'kill -9 of a worker amid its jobs' },
  { id: 'R2', title: 'SIGTERM while jobs run' },
  { id: 'R3', title: 'Postgres stopped, fast and immediate' },
  { id: 'R4', title: 'Postgres hangs' },
  { id: 'R5', title: 'the connections of the database are used up' },
  { id: 'R6', title: 'Redis absent at the start, killed, hung' },
  { id: 'R7', title: 'a deploy with two instances' },
  { id: 'R8', title: 'a migration while the old release runs' },
  { id: 'R9', title: 'two schedulers, a kill at the tick, a gap' },
  { id: 'R10', title: 'a job that throws, hangs or blocks the event loop' },
  { id: 'R11', title: 'an unhandled rejection' },
  { id: 'R12', title: 'a language model hangs, cuts off, refuses' },
  { id: 'A1', title: '1,000 sockets that send a byte a second' },
  { id: 'A2', title: 'bodies past the cap' },
  { id: 'A3', title: 'malformed JSON, types, NUL, nesting' },
  { id: 'A4', title: 'batches past the cap' },
  { id: 'A5', title: 'prototype pollution' },
  { id: 'A6', title: 'path traversal' },
  { id: 'A7', title: 'requests forged from another site' },
  { id: 'A8', title: 'session fixation, sign-out' },
  { id: 'A9', title: 'guessing of passwords' },
  { id: 'A10', title: 'limits over two processes' },
  { id: 'A11', title: 'SQL injection' },
  { id: 'A12', title: 'stored scripts in admin pages' },
  { id: 'A13', title: 'open redirects, header injection, Host' },
  { id: 'A14', title: 'a flood of streams' },
  { id: 'A15', title: 'a stream that nobody reads' },
  { id: 'A16', title: 'every route as every role' },
  { id: 'A17', title: 'log injection, secrets in logs' },
];
