import type { Access } from './access.ts';
import type { AuthPort, Caller } from './auth/auth-port.ts';
import type { SessionHandle } from './auth/session.ts';
import type { Signer } from './auth/signer.ts';
import type { Hub } from './events/hub.ts';
import type { MayHear } from './events/may-hear.ts';
import type { LiveReleases } from './calls/live-releases.ts';
import type { UsageCounter } from './calls/usage-counter.ts';
import type { Flags } from './flags/flags.ts';
import type { Limits } from './limits.ts';
import type { Streams } from './streams/streams.ts';
import type { Storage } from './storage/storage.ts';
import type { Logger } from './log.ts';
import type { Db } from '@hybrid/prisma';
import type { Cluster, Redis } from 'ioredis';

export type { Caller };

/** What a process holds and every use case may ask for. */
export interface Services {
  readonly db: Db;
  /** Null where events and limits are kept in process. */
  readonly redis: Redis | Cluster | null;
  readonly auth: AuthPort;
  readonly hub: Hub;
  /** Who may hear which topic. */
  readonly mayHear: MayHear;
  /** The open streams of this process. */
  readonly streams: Streams;
  readonly limits: Limits;
  /** What is turned on, and for whom. */
  readonly flags: Flags;
  /** The contracts that clients which are out were built with. */
  readonly releases: LiveReleases;
  /** Counts who calls what. */
  readonly usage: UsageCounter;
  readonly storage: Storage;
  readonly signer: Signer;
  /** The origin people use, for addresses in mails, feeds and heads. */
  readonly publicUrl: URL;
  readonly log: Logger;
  now(): Date;
}

/** What a use case is given that must not know who asks. */
export interface AnonymousContext extends Services {
  readonly requestId: string;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
}

/** What a use case is given that serves everybody, and knows who asks where somebody is signed in. */
export interface PublicContext extends AnonymousContext {
  readonly user: Caller | null;
  readonly session: SessionHandle;
}

/** What a use case is given that a signed-in person calls. */
export interface Context extends PublicContext {
  readonly user: Caller;
}

/** The context that a procedure's declared access gives its handler. */
export type ContextFor<A extends Access> = A extends 'anonymous'
  ? AnonymousContext
  : A extends 'public'
    ? PublicContext
    : Context;
