import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLock, workspaceAt } from '../contract/workspace.ts';
import type { FeatureName } from './name.ts';
import { filesOf } from './procedure-name.ts';
import { Refused } from './refused.ts';
import { sampleOf } from './sample-value.ts';

/** An event that a new subscription tells of. */
export interface ToldEvent {
  /** What it is exported as: `noteFinished`. */
  readonly variable: string;
  /** A payload of it, as code. Whose it is says `ada`. */
  readonly payload: string;
}

const declaration = /^export const (\w+) = event\(\{\s*name: '([^']+)',\s*topic: 'user:\{userId\}'/m;

/**
 * Finds the event of a feature that its subscription can tell of: one on the topic of a single person, as who may listen to
 * any other topic is not for a template to say.
 *
 * @throws Refused where there is none.
 */
export async function findEvent(root: string, feature: FeatureName): Promise<ToldEvent> {
  const { contractFile } = filesOf(feature);
  const [, variable, name] = declaration.exec(await readFile(join(root, contractFile), 'utf8')) ?? [];
  if (variable === undefined || name === undefined) {
    throw new Refused([
      `A subscription tells of an event, and ${contractFile} declares none on the topic user:{userId}. Declare one first.`,
    ]);
  }
  const { events } = await readLock(workspaceAt(join(root, 'contracts')).lockFile);
  const locked = events[name];
  if (!locked) throw new Refused([`${name} is not in the lock of the contract: npm run contract -- lock writes it.`]);
  const payload = JSON.stringify({ ...Object(sampleOf(locked.payload)), userId: mark });
  return { variable, payload: payload.replace(JSON.stringify(mark), 'ada.id') };
}

const mark = '<whose>';
