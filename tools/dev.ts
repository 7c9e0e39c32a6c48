import { watch } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import {
  developmentPorts,
  generate,
  type Program,
  refuseTakenPorts,
  root,
  runTogether,
  say,
  viteProgram,
} from './programs.ts';

// `npm run dev`: the server with restart on change, Vite with hot reload in front of it, one origin, one terminal.

const ports = developmentPorts();
const serverSources = ['server/src', 'contracts/src', 'prisma', 'admin-views'];

const programs: Program[] = [
  {
    name: 'server',
    color: 'cyan',
    command: process.execPath,
    args: ['--watch-preserve-output', ...serverSources.map((path) => `--watch-path=${path}`), 'server/src/main.ts'],
    env: { PORT: String(ports.behind), HOST: '127.0.0.1', PUBLIC_URL: ports.publicUrl },
    sources: serverSources,
  },
  viteProgram(ports),
  // Nothing here waits for it: it keeps the declarations new that editors and `npm run typecheck` read.
  {
    name: 'types',
    color: 'yellow',
    command: 'tsc',
    args: ['-b', '--watch', '--preserveWatchOutput', 'contracts'],
    sources: ['contracts/src'],
  },
];

await refuseTakenPorts(ports, 'dev');
if (!(await generate())) process.exit(1);
// Held here as well, so that a restart of the server finds it running.
const postgres = process.env['DATABASE_URL']
  ? undefined
  : await startEmbeddedPostgres({ dataDir: process.env['DATA_DIR'] || '.data', log: (line) => say('dev', line) });
runTogether(programs, async () => postgres?.stop());
regenerateOnChange();
say('dev', `Open ${ports.publicUrl} when both are up; Ctrl-C stops everything.`);

/** The generated client follows the schema, and the server, which watches it, follows the client. */
function regenerateOnChange(): void {
  let timer: NodeJS.Timeout | undefined;
  const regenerate = async (): Promise<void> => {
    if (await generate()) say('dev', 'Generated the Prisma client.');
  };
  watch(join(root, 'prisma'), (_event, file) => {
    if (file !== 'schema.prisma') return;
    clearTimeout(timer);
    timer = setTimeout(() => void regenerate(), 100);
  });
}
