export { contractFacts } from '../facts.ts';
export { type CallContext } from './alone-link.ts';
export * from './create-client.ts';
export * from './create-links.ts';
export { type OnDeprecated, warnOfDeprecated } from './deprecated.ts';
export type { ClientIdentity, HeaderSource, TokenSource } from './headers.ts';
export { newId } from './new-id.ts';
export { type Fetch, NoAnswer } from './no-answer.ts';
export type { EventSourceClass } from './stream-links.ts';
