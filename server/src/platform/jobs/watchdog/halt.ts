import { Session } from 'node:inspector';
import { askName, type Seen } from './seen.ts';

const framesMax = 10;

/**
 * Halts the main thread, as a debugger does, and looks at it. It stays halted until it is told to go on.
 *
 * @param then is given what was seen, and what lets it go on.
 */
export function halt(then: (seen: Seen, goOn: () => void) => void): void {
  const session = new Session();
  session.connectToMainThread();
  // A frame names its script by a number; every script is told of when the debugger begins.
  const urls = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => urls.set(scriptId, url));
  session.once('Debugger.paused', ({ params: { callFrames } }) => {
    const lines = callFrames.slice(0, framesMax).map(({ functionName, location: { scriptId, lineNumber } }) => {
      return `    at ${functionName || '<anonymous>'} (${urls.get(scriptId) ?? ''}:${lineNumber + 1})`;
    });
    const expression = `globalThis[Symbol.for('${askName}')]?.()`;
    // In a function of Node's own, such as a getter of `globalThis`, the names of the language are not to be had.
    const isOurs = ({ location: { scriptId } }: (typeof callFrames)[0]) => !urls.get(scriptId)?.startsWith('node:');
    const { callFrameId = '' } = callFrames.find(isOurs) ?? callFrames[0] ?? {};
    session.post('Debugger.evaluateOnCallFrame', { callFrameId, expression }, (_error, answer) => {
      then({ job: jobIn(answer), stack: lines.join('\n') }, () => {
        session.post('Debugger.resume');
        session.post('Debugger.disable', () => session.disconnect());
      });
    });
  });
  session.post('Debugger.enable');
  session.post('Debugger.pause');
}

function jobIn(answer: { result?: { value?: unknown } } | undefined): Seen['job'] {
  const told = answer?.result?.value;
  return typeof told === 'string' ? (JSON.parse(told) as Seen['job']) : null;
}
