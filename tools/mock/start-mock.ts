import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SealedLock, UndescribableContract } from '@hybrid/contracts/gate';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { Router } from 'express';
import { z } from 'zod';
import { currentLock, Unusable as UnusableContract, workspaceAt } from '../contract/workspace.ts';
import { root } from '../programs.ts';
import { readContract } from './contract-source.ts';
import type { Flags } from './flags.ts';
import { handlersFor } from './handlers.ts';
import { People } from './people.ts';
import { pageRoutes } from './pages.ts';
import { pictureRoute } from './pictures.ts';
import { type HttpServer, serve } from './platform.ts';
import { createSessions } from './sessions.ts';
import { Visits } from './visits.ts';
import { hearWishes } from './wishes.ts';
import { Chance } from './world/chance.ts';
import { createSetting } from './world/setting.ts';
import { unmakeable } from './world/unmakeable.ts';

const Package = z.object({ version: z.string() });

/** A mock that answers. */
export interface RunningMock {
  readonly server: HttpServer;
  readonly url: URL;
  readonly procedures: number;
  /** Procedures that cannot be answered, and why. */
  readonly problems: readonly string[];
}

/** Reads the contract, makes its world, and answers. */
export async function startMock(flags: Flags): Promise<RunningMock> {
  const { contract, events, wording } = await readContract(flags.directory);
  const procedures = proceduresOf(contract);
  const publicUrl = flags.publicUrl ?? new URL(`http://${flags.host}:${flags.port}`);
  const seed = new Chance(flags.seed);
  const setting = createSetting({ seed, now: flags.today, origin: publicUrl.origin, procedures });
  const people = new People(setting);
  const server = await serve(
    {
      contract,
      events,
      wording,
      lock: await lockOf(flags.directory),
      handlers: handlersFor(contract, { ...flags, setting, people }),
      sessionOf: createSessions({ people, visits: new Visits(setting.memory), user: flags.user, publicUrl }),
      before: hearWishes(flags.latencyMs),
      beside: besideTheApi(flags.pages),
      publicUrl,
      version: await versionOf(root),
      root,
      now: flags.today,
    },
    flags,
  );
  const url = new URL(publicUrl);
  if (flags.publicUrl === null) url.port = String(server.port);
  return { server, url, procedures: procedures.length, problems: unmakeable(setting) };
}

/** The contract as a file; null where it says something that no file can. */
async function lockOf(directory: string): Promise<SealedLock | null> {
  return currentLock(workspaceAt(directory)).catch((error: unknown) => {
    if (error instanceof UndescribableContract || error instanceof UnusableContract) return null;
    throw error;
  });
}

function besideTheApi(pages: string | null): Router {
  const noAdmin =
    'The mock has no admin: it serves the contract, and the admin is pages of the server. Start that with npm run dev.\n';
  return Router()
    .use('/admin', (_req, res) => void res.status(404).type('text/plain').send(noAdmin))
    .use(pages === null ? Router() : pageRoutes(pages))
    .use(pictureRoute);
}

async function versionOf(folder: string): Promise<string> {
  return Package.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))).version;
}
