/** What a client says of itself with each call: the names of the headers, in lower case as Node reads them. */
export const clientHeaders = {
  /** `name/version`, such as `spa/1.4.0`: by it the use of the contract is counted. */
  client: 'hybrid-client',
  /** The hash of the contract it was built with: by it a call that has changed since is told from one that has not. */
  contract: 'hybrid-contract',
  /** Names a write, so that it is carried out once, however often it is sent. */
  idempotencyKey: 'idempotency-key',
} as const;

/** The same in the query of a stream's address: an EventSource sends no headers of its own. */
export const clientParameters = { client: 'client', contract: 'contract' } as const;
