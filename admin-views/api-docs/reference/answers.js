// What came of a call, in words that help.

/** Draws the answer of a call. */
export function drawAnswer(section, answer, { access }) {
  section.hidden = false;
  const outcome = section.querySelector('.outcome');
  outcome.replaceChildren(...outcomeOf(answer));
  outcome.classList.toggle('refused', answer.data === undefined && (answer.failure ?? answer.problem) !== undefined);
  section.querySelector('.advice').replaceChildren(...adviceOf(answer, access));
  const shown = answer.failure ? answer.failure.data : answer.data;
  const code = section.querySelector('pre');
  code.hidden = (shown ?? null) === null && (answer.failure ?? answer.problem) !== undefined;
  code.textContent = pretty(shown);
}

/** A value as it is read: indented, and cut where nobody would read on. */
export function pretty(value) {
  const text = JSON.stringify(value ?? null, null, 2);
  return text.length > 100_000 ? `${text.slice(0, 100_000)}\n… and ${text.length - 100_000} characters more` : text;
}

function outcomeOf({ status, ms, requestId, failure, problem }) {
  const facts = [status, ms !== undefined && `${ms} ms`, requestId && `request ${requestId}`]
    .filter(Boolean)
    .join(' · ');
  if (problem) return [strong(problem), ` ${facts}`];
  return failure ? [strong(failure.name), ` ${facts}`] : [strong('Answered'), ` ${facts}`];
}

function strong(text) {
  const element = document.createElement('b');
  element.textContent = text;
  return element;
}

const advices = {
  UNAUTHORIZED: () => [
    'This asks for somebody who is signed in. ',
    link('/', 'Sign in'),
    ' in this browser, come back and call again: the page need not be loaded anew.',
  ],
  FORBIDDEN: (failure, access) => [
    `Whoever is signed in here may not do this: it asks for ${access} access. Another account may.`,
  ],
  TOO_MANY_REQUESTS: ({ data }) => [
    `That was often enough for now.${data?.retryAfterSeconds ? ` Call again in ${data.retryAfterSeconds} seconds.` : ''}`,
  ],
  STALE_CLIENT: () => ['The contract has changed since this page was loaded. ', link('', 'Load it anew'), '.'],
  INVALID_INPUT: ({ data }) =>
    Object.entries(data?.fields ?? {}).flatMap(([field, messages]) => fieldWords(field, messages)),
};

function adviceOf({ failure }, access) {
  if (!failure) return [];
  return Object.hasOwn(advices, failure.name) ? advices[failure.name](failure, access) : [failure.message];
}

function fieldWords(field, messages) {
  const name = document.createElement('code');
  name.textContent = field;
  return field === '' ? [`The input ${messages.join(', ')}. `] : [name, ` ${messages.join(', ')}. `];
}

function link(href, words) {
  const element = document.createElement('a');
  element.href = href;
  element.textContent = words;
  return element;
}
