/** What a stream said before it was closed. */
export interface StreamHeard {
  readonly status: number;
  /** The data of its events, as JSON. */
  readonly events: readonly unknown[];
  /** Why it ended, as a serialized error; undefined where it stayed open. */
  readonly error: unknown;
  readonly text: string;
}

interface StreamCall {
  readonly input: unknown;
  readonly headers: Record<string, string>;
  /** Whether it has to be refused: then that is waited for, and else a moment in which it may say something. */
  readonly isRefused: boolean;
}

const patienceMs = 10_000;
const momentMs = 60;
const eventsMax = 3;

/** Opens a subscription as a browser does, reads its first frames, and closes it. */
export async function openStream(
  url: string,
  name: string,
  { input, headers, isRefused }: StreamCall,
): Promise<StreamHeard> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const closing = new AbortController();
  const response = await fetch(`${url}/api/trpc/${name}${query}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: closing.signal,
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  if (!isStream || !response.body) return { ...hear(''), status: response.status, text: await response.text() };
  try {
    return { ...(await readFrames(response.body, isRefused)), status: response.status };
  } finally {
    closing.abort();
  }
}

async function readFrames(body: ReadableStream<Uint8Array>, isRefused: boolean): Promise<Omit<StreamHeard, 'status'>> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const hasBegun = text.includes('event: connected');
    const quiet = AbortSignal.timeout(hasBegun && !isRefused ? momentMs : patienceMs);
    const nothing = new Promise<null>((resolve) => quiet.addEventListener('abort', () => resolve(null)));
    const read = await Promise.race([reader.read(), nothing]);
    if (read === null || read.done) return { ...hear(text), text };
    text += read.value;
    const heard = hear(text);
    if (heard.error !== undefined || heard.events.length >= eventsMax) return { ...heard, text };
  }
}

/** Reads the frames that are complete. */
function hear(text: string): Pick<StreamHeard, 'events' | 'error'> {
  const frames = text.split('\n\n').slice(0, -1).map(readFrame);
  const events = frames
    .filter(({ event, data }) => event === 'message' && data !== '')
    .map(({ data }) => JSON.parse(data) as unknown);
  const failed = frames.find(({ event }) => event === 'serialized-error');
  return { events, error: failed && JSON.parse(failed.data) };
}

function readFrame(frame: string): { event: string; data: string } {
  const fields = frame.split('\n').map((line): [string, string] => {
    const [name = '', ...value] = line.split(': ');
    return [name, value.join(': ')];
  });
  const of = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
  return { event: of('event')[0] ?? 'message', data: of('data').join('\n') };
}
