// Streams that can be listened to: the frames that tRPC's subscription link reads, shown as they come.
import { drawAnswer, pretty } from './answers.js';
import { failureOf, read, streamAddress } from './calls.js';
import { readInput } from './inputs.js';

const heardMax = 50;

/** Has a form open a stream and close it again. */
export function offerStream(fold, procedure) {
  const form = fold.querySelector('form');
  let stream = null;
  const stop = (words) => {
    stream?.close();
    stream = null;
    form.querySelector('.act').textContent = 'Listen';
    if (words) tell(fold, words);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (stream) return stop('Stopped.');
    const input = readInput(form, procedure);
    if (!input) return;
    form.querySelector('.act').textContent = 'Stop';
    begin(fold);
    stream = listen(fold, streamAddress(procedure.name, input.input), { procedure, stop });
  });
  // A browser keeps few connections to one place: nobody listens to what is folded away.
  for (const outer of [fold, fold.closest('.entry')]) {
    outer.addEventListener(
      'toggle',
      ({ target }) => !target.open && target === outer && stream && stop('Stopped, as it was folded away.'),
    );
  }
}

function begin(fold) {
  fold.querySelector('.answer').hidden = false;
  fold.querySelector('.answer pre').hidden = true;
  fold.querySelector('.advice').replaceChildren();
  fold.querySelector('.outcome').classList.remove('refused');
  const list = fold.querySelector('.heard');
  list.hidden = false;
  list.replaceChildren();
  tell(fold, 'Connecting…');
}

function tell(fold, words) {
  fold.querySelector('.outcome').textContent = words;
}

function listen(fold, address, { procedure, stop }) {
  const stream = new EventSource(address);
  const seen = { count: 0, isConnected: false };
  const fail = (error) => {
    stop();
    drawAnswer(fold.querySelector('.answer'), failureOf(error), procedure);
  };
  stream.addEventListener('connected', () => {
    seen.isConnected = true;
    tell(fold, `Listening since ${clock()}. What is told, comes here.`);
  });
  stream.addEventListener('message', ({ data, lastEventId }) => {
    seen.count += 1;
    hear(fold, data, lastEventId);
    const kept = seen.count > heardMax ? ` The last ${heardMax} of them are here.` : '';
    tell(fold, `Listening. ${seen.count} heard, the last at ${clock()}.${kept}`);
  });
  stream.addEventListener(
    'ping',
    () => (fold.querySelector('.advice').textContent = `The line was alive at ${clock()}.`),
  );
  stream.addEventListener('return', () => stop(`The server ended it at ${clock()}, after ${seen.count}.`));
  stream.addEventListener('serialized-error', ({ data }) => fail(JSON.parse(data)));
  stream.addEventListener('error', () => {
    if (stream.readyState !== EventSource.CLOSED)
      return tell(fold, 'The connection was lost; the browser opens it again.');
    stop('The server did not open a stream.');
    explain(fold, address, procedure);
  });
  return stream;
}

/** A browser does not say why a stream was not opened: who asks once more is told. */
async function explain(fold, address, procedure) {
  const stopped = new AbortController();
  const response = await fetch(address, { signal: stopped.signal }).catch(() => null);
  if (response && !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    drawAnswer(fold.querySelector('.answer'), await read(response, performance.now()), procedure);
  }
  stopped.abort();
}

function hear(fold, data, id) {
  const list = fold.querySelector('.heard');
  const item = document.createElement('li');
  const head = document.createElement('p');
  head.textContent = `${clock()}${id === '' ? '' : ` · ${id}`}`;
  const code = document.createElement('pre');
  code.textContent = pretty(JSON.parse(data));
  item.append(head, code);
  list.prepend(item);
  while (list.children.length > heardMax) list.lastElementChild.remove();
}

function clock() {
  return new Date().toLocaleTimeString('en-GB');
}
