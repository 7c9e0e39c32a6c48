export * from './client-headers.ts';
export * from './errors.ts';
export * from './event.ts';
export * from './instant.ts';
export * from './procedure.ts';
export * from './rate.ts';
export type { ContractRouter, ErrorShape, TrackedEvent } from './router-type.ts';
export type { InputOf, OutputOf, Schema } from './schema.ts';
export type * from './wire.ts';
