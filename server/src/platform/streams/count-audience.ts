import { randomUUID } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';

/** Says how many hear a topic in this process; returns how many do in all. */
export type CountAudience = (topic: string, own: number) => Promise<number>;

/** A process that said nothing for so long, in milliseconds, is gone. */
const goneMs = 40_000;

// Each process has a field with its count and when it said so, by the clock of Redis.
const countScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '0' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ':' .. string.format('%d', now)) end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
local sum = 0
local all = redis.call('HGETALL', KEYS[1])
for index = 1, #all, 2 do
  local count, said = string.match(all[index + 1], '^(%d+):(%d+)$')
  if now - tonumber(said) > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], all[index])
  else sum = sum + tonumber(count) end
end
return sum`;

/** Counts over all processes through Redis; where there is none, this process is the only one. */
export function countAudience(redis: Redis | Cluster | null, prefix: string): CountAudience {
  const self = randomUUID().slice(0, 8);
  return async (topic, own) => {
    if (!redis) return own;
    return Number(await redis.eval(countScript, 1, `${prefix}:{${topic}}:here`, self, own, goneMs));
  };
}
