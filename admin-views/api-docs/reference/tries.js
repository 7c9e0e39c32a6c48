// The calls that can be tried: a form for each, made when it is first unfolded. What changes something asks first.
import { drawAnswer } from './answers.js';
import { call, whoAsks } from './calls.js';
import { readInput } from './inputs.js';
import { offerStream } from './streams.js';

/** Makes the form of a call when its fold is opened. */
export function offerTries() {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!target.matches('.try') || !target.open) return;
      if (!target.querySelector('form')) build(target);
      tellCaller(target);
    },
    true,
  );
}

const verbs = { query: 'Call', mutation: 'Call…', subscription: 'Listen' };

function build(fold) {
  fold.append(document.querySelector('#try-form').content.cloneNode(true));
  const form = fold.querySelector('form');
  const procedure = { ...fold.dataset, isBare: 'bare' in fold.dataset };
  prepareInput(fold, procedure);
  form.querySelector('.act').textContent = verbs[procedure.kind];
  if (procedure.kind === 'subscription') offerStream(fold, procedure);
  else offerCall(fold, procedure);
}

/** Begins with the example of the page, and offers the others. */
function prepareInput(fold, { isBare }) {
  const text = fold.querySelector('textarea');
  text.closest('label').hidden = isBare;
  const examples = [...fold.closest('.entry').querySelectorAll('pre[data-input]')];
  const fill = (example) => {
    text.value = example.textContent;
    text.rows = Math.min(20, Math.max(2, text.value.split('\n').length));
  };
  if (examples[0]) fill(examples[0]);
  if (examples.length < 2) return;
  const buttons = examples.map((example) => button(example.dataset.input, () => fill(example)));
  fold.querySelector('.fills').append('Fill in: ', ...buttons);
}

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'fill';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
}

function offerCall(fold, procedure) {
  const form = fold.querySelector('form');
  const answer = fold.querySelector('.answer');
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    // Asked already, or on its way.
    if (!form.querySelector('.ask').hidden || form.ariaBusy === 'true') return;
    const read = readInput(form, procedure);
    if (!read) return;
    if (procedure.kind === 'mutation' && !(await asksFirst(form, procedure))) return;
    form.ariaBusy = 'true';
    drawAnswer(answer, await call(procedure, read.input), procedure);
    form.ariaBusy = 'false';
    answer.focus();
    // A call may have signed somebody in or out.
    if (procedure.kind === 'mutation') tellCaller(fold);
  });
}

/** Says what is about to be done, and as whom, and waits for a word. */
async function asksFirst(form, { name }) {
  const ask = form.querySelector('.ask');
  const [sure, leave] = [ask.querySelector('.sure'), ask.querySelector('.leave')];
  const question = ask.querySelector('p');
  question.replaceChildren(
    'This calls ',
    code(name),
    ` at ${location.host} for real, as `,
    ...callerWords(await caller()),
    '.',
  );
  sure.textContent = `Call ${name}`;
  ask.hidden = false;
  ask.focus();
  const told = new AbortController();
  const { signal } = told;
  const answer = await new Promise((resolve) => {
    sure.addEventListener('click', () => resolve(true), { signal });
    leave.addEventListener('click', () => resolve(false), { signal });
    ask.addEventListener('keydown', ({ key }) => key === 'Escape' && resolve(false), { signal });
    // What is asked about has to be what is sent.
    form.addEventListener('input', () => resolve(false), { signal });
  });
  told.abort();
  ask.hidden = true;
  if (!answer && document.activeElement !== form.querySelector('textarea')) form.querySelector('.act').focus();
  return answer;
}

async function tellCaller(fold) {
  const line = fold.querySelector('.as');
  line.replaceChildren('Called with the session of this browser, as ', ...callerWords(await caller()), '.');
}

/** Nobody can be asked about while the server is away; the call will say so. */
async function caller() {
  return whoAsks().catch(() => undefined);
}

function callerWords(found) {
  if (found === undefined) return ['whoever is signed in here'];
  if (found === null) return ['nobody: this browser is not signed in'];
  const name = document.createElement('b');
  name.textContent = found.username;
  return [name, ` (${found.role})`];
}

function code(text) {
  const made = document.createElement('code');
  made.textContent = text;
  return made;
}
