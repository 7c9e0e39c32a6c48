import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureDatabase, withConnection } from './databases.ts';
import { type Cluster, ensureCluster, superuser } from './embedded/cluster.ts';
import { launchPostgres } from './embedded/launch.ts';
import { findPlace, makeTemporaryPlace, type Place } from './embedded/places.ts';
import { findPostmaster, type Postmaster, stopPostmaster } from './embedded/postmaster.ts';
import { type Claim, claimServer } from './embedded/users.ts';

export interface EmbeddedPostgres {
  /** The database `hybrid`. */
  url: string;
  urlFor(database: string): string;
  /** Stops the server, unless another living process still uses it. */
  stop(): Promise<void>;
  /** The folder with the cluster, its log and its password. */
  location: string;
}

export type EmbeddedOptions = { log: (message: string) => void } & (
  | { dataDir: string; ephemeral?: false }
  /** For tests: a database in a temporary folder, without the waits for the disk, deleted at `stop`. */
  | { ephemeral: true }
);

/**
 * Starts the Postgres that npm installed, or joins the one that runs on the same data already.
 *
 * @remarks
 * Every process that uses the server claims it, and the last to stop takes it down: a seed in a second terminal neither
 * fails nor pulls the database from under the product. A process that is killed leaves the server running, and the next
 * start joins it. Only a server that answers is joined; one that does not, and that nobody else claims, is stopped first.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const isTemporary = options.ephemeral === true;
  const place = isTemporary ? await makeTemporaryPlace() : await findPlace(options.dataDir);
  const { location } = place;
  const cluster = await ensureCluster(place, isTemporary);
  const claim = await claimServer(location);
  try {
    const { server, isJoined } = await startOrJoin({ place, cluster, claim, isTemporary });
    const urlFor = (database: string): string =>
      `postgres://${superuser}:${cluster.password}@127.0.0.1:${server.port}/${database}`;
    await ensureDatabase(urlFor('hybrid'));
    if (!isTemporary) {
      const verb = isJoined ? 'Joined' : 'Started';
      options.log(`${verb} embedded Postgres ${place.version} on 127.0.0.1:${server.port}, its data in ${location}`);
    }
    return {
      url: urlFor('hybrid'),
      urlFor,
      location,
      stop: createStop({ place, cluster, claim, isTemporary, ...options }),
    };
  } catch (error) {
    await createStop({ place, cluster, claim, isTemporary, ...options })();
    throw error;
  }
}

interface Holding {
  place: Place;
  cluster: Cluster;
  claim: Claim;
  isTemporary: boolean;
}

function createStop({ place, cluster, claim, isTemporary, log }: Holding & Pick<EmbeddedOptions, 'log'>) {
  let stopping: Promise<void> | undefined;
  async function stopOnce(): Promise<void> {
    const others = await claim.leave();
    if (others.length > 0) {
      log(`Embedded Postgres keeps running: process ${others.join(', ')} still uses it`);
      return;
    }
    await stopPostmaster(cluster.data, isTemporary ? 'immediate' : 'fast');
    if (isTemporary) await rm(place.location, { recursive: true, force: true, maxRetries: 5 });
  }
  return (): Promise<void> => (stopping ??= stopOnce());
}

const attemptsMax = 10;

/** Starting fails where another process wins the race for the data or the port; looking again then finds its server. */
async function startOrJoin(holding: Holding): Promise<{ server: Postmaster; isJoined: boolean }> {
  const { place, cluster, isTemporary } = holding;
  let failure: unknown;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const running = await findPostmaster(cluster.data);
    if (running) {
      const server = await join(running, holding);
      if (server) return { server, isJoined: true };
      continue;
    }
    try {
      return { server: await launchPostgres(place, cluster, isTemporary), isJoined: false };
    } catch (error) {
      failure = error;
      if (!isRace(error)) throw error;
      await delay(100 * attempt);
    }
  }
  throw failure ?? new Error(`Embedded Postgres in ${place.location} stops as often as it is joined.`);
}

// An empty file is one that another server has made and not yet written. What is in use is what the children of a killed
// server hold, until they notice that it is gone.
function isRace(error: unknown): boolean {
  return /postmaster\.pid" (?:already exists|is empty)|in use/.test(String(error));
}

// A server that is up answers at once; one that recovers from a crash of the machine reads its log first.
const answerTimeoutMs = 15_000;
const recoveryTimeoutMs = 60_000;

/** Waits for a running server to answer. Undefined: it is gone, and the caller starts one. */
async function join(running: Postmaster, { cluster, claim, place }: Holding): Promise<Postmaster | undefined> {
  const giveUpAt = Date.now() + (running.isReady ? answerTimeoutMs : recoveryTimeoutMs);
  while (Date.now() < giveUpAt) {
    const server = await findPostmaster(cluster.data);
    if (server?.pid !== running.pid) return undefined;
    if (server.isReady && (await answers(server, cluster))) return server;
    await delay(50);
  }
  const others = await claim.others();
  if (others.length === 0) {
    await stopPostmaster(cluster.data);
    return undefined;
  }
  throw new Error(
    `The embedded Postgres in ${place.location} (process ${running.pid}) does not answer, and process ${others.join(', ')} uses it too. Stop those and start again.`,
  );
}

async function answers({ port }: Postmaster, { password }: Cluster): Promise<boolean> {
  const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  return withConnection(url, async (connection) => connection.query('SELECT 1')).then(
    () => true,
    () => false,
  );
}
