import { Cluster, Redis, type RedisOptions } from 'ioredis';

/** How commands are sent while Redis is away: not at all, at once. ioredis waits more than 8 s by default. */
export const impatient = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 500 } as const;

/** Tells whether a text names a Redis, or several nodes of a cluster with commas between them. */
export function isRedisUrl(text: string): boolean {
  return nodesOf(text).every((url) => URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol));
}

/** Makes a client that is not connected yet: of a cluster where that is said, or where several nodes are named. */
export function redisOf(text: string, { isCluster }: { isCluster: boolean }): Redis | Cluster {
  const urls = nodesOf(text).map((url) => new URL(url));
  if (!isCluster && urls.length === 1) return new Redis(text, { ...impatient, lazyConnect: true });
  const nodes = urls.map(({ hostname, port }) => ({ host: hostname, port: Number(port || '6379') }));
  return new Cluster(nodes, {
    lazyConnect: true,
    enableOfflineQueue: false,
    redisOptions: { ...impatient, ...signInOf(urls[0]) },
    clusterRetryStrategy: (times) => Math.min(100 * times, 2000),
  });
}

/** How to sign in is said with the first node, and the same for all. */
function signInOf(url: URL | undefined): RedisOptions {
  if (!url) return {};
  const { username, password, protocol } = url;
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

function nodesOf(text: string): string[] {
  return text.split(',').map((url) => url.trim());
}
