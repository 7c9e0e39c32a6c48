// What the pages gain with JavaScript; without it they work all the same.
(() => {
  const sign = () => document.querySelector('#live-sign');

  function tell(state) {
    const element = sign();
    if (!element || element.dataset.state === state) return;
    element.dataset.state = state;
    element.textContent = element.dataset[state];
  }

  document.addEventListener('htmx:sse:after:message', () => tell('live'));
  document.addEventListener('htmx:sse:error', (event) => {
    // The session has ended, or is no longer that of staff: the page itself leads to the sign-in or says why.
    if (event.detail.status === 401 || event.detail.status === 403) location.reload();
    else tell('lost');
  });
  document.addEventListener('htmx:error', () => tell('lost'));

  // What was just done is said once: a reload, or an address passed on, must not say it again.
  const address = new URL(location.href);
  if (address.searchParams.has('done')) {
    address.searchParams.delete('done');
    history.replaceState(history.state, '', address);
  }

  // The choice of colours is kept by the server, which draws it; here it is seen without losing one's place.
  document.addEventListener('submit', (event) => {
    const { target, submitter } = event;
    if (!target.matches('[data-theme-switch]') || !submitter) return;
    event.preventDefault();
    document.documentElement.dataset.theme = submitter.value;
    for (const button of target.querySelectorAll('button')) button.setAttribute('aria-pressed', button === submitter);
    const body = new URLSearchParams([...new FormData(target, submitter)]);
    fetch(target.action, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
  });
})();
