import { Unusable } from './mock/contract-source.ts';
import { readFlags } from './mock/flags.ts';
import { developmentPorts, generate, refuseTakenPorts, runTogether, say, viteProgram } from './programs.ts';

// `npm run dev:mock`: the mock in place of the server, Vite with hot reload in front of it, one origin, one terminal.

const ports = developmentPorts();
const mockFlags = process.argv.slice(2);

refuseUnusable();
await refuseTakenPorts(ports, 'dev:mock');
if (!(await generate())) process.exit(1);
runTogether([
  {
    name: 'mock',
    color: 'cyan',
    command: process.execPath,
    args: [
      'tools/mock/main.ts',
      '--watch',
      ...today(),
      ...mockFlags,
      '--port',
      String(ports.behind),
      '--public-url',
      ports.publicUrl,
    ],
    sources: ['contracts/src', 'tools/mock'],
  },
  viteProgram(ports),
]);
say('dev', `Open ${ports.publicUrl} when both are up; Ctrl-C stops everything.`);

/** Pages say how long ago something was, by the clock of the browser. */
function today(): string[] {
  return ['--today', new Date().toISOString()];
}

function refuseUnusable(): void {
  try {
    readFlags(mockFlags);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}
