// What the pages gain with JavaScript; without it they work all the same.
(() => {
  // Live parts: what is shown says whether it is live, since when it is not, and what waits while it is paused.
  const live = { connection: null, watchdog: undefined, isPaused: false, isBehind: false, isFirst: true, waiting: 0 };
  /** The server says something every 22 s, be it nothing more than that it is there. */
  const silenceMs = 50_000;

  function tell(state) {
    const element = document.querySelector('#live-sign');
    if (!element || element.dataset.state === state) return;
    element.dataset.state = state;
    element.textContent = element.dataset[state].replace('{time}', new Date().toISOString().slice(11, 19));
  }

  function drawPause() {
    const button = document.querySelector('#live-pause');
    if (!button) return;
    const { isPaused, waiting } = live;
    const changes = waiting === 0 ? '' : `, ${waiting} ${waiting === 1 ? 'change waits' : 'changes wait'}`;
    button.hidden = false;
    button.textContent = isPaused ? button.dataset.resume + changes : button.dataset.pause;
  }

  const tellOfRest = () => tell(live.isPaused ? 'paused' : 'live');

  /** Ends the connection for htmx to make it anew, at which the server says how things stand. */
  const connectAnew = () => live.connection?.reader?.cancel();

  document.addEventListener('htmx:sse:after:connection', () => {
    live.isFirst = true;
    drawPause();
  });
  // A part that is asked for at another address stays on the page, for which the old stream would come back for it.
  document.addEventListener('htmx:sse:close', ({ detail: { connection } }) => {
    connection.config.reconnect = false;
  });
  document.addEventListener('htmx:sse:before:connection', ({ detail: { connection } }) => {
    const isLost = document.querySelector('#live-sign')?.dataset.state === 'lost';
    if (connection.attempt > 0 && !isLost) tell('waiting');
  });
  document.addEventListener('htmx:sse:before:message', ({ detail }) => {
    live.connection = detail.connection;
    clearTimeout(live.watchdog);
    live.watchdog = setTimeout(() => {
      tell('lost');
      connectAnew();
    }, silenceMs);
    if (detail.message.event !== '') return;
    // How things stand, which is told first, is no change.
    const { isFirst } = live;
    live.isFirst = false;
    if (!live.isPaused) return;
    detail.cancelled = true;
    live.isBehind = true;
    if (!isFirst) live.waiting += 1;
    drawPause();
    tellOfRest();
  });
  document.addEventListener('htmx:sse:after:message', tellOfRest);
  document.addEventListener('htmx:sse:error', (event) => {
    // The session has ended, or is no longer that of staff: the page itself leads to the sign-in or says why.
    if (event.detail.status === 401 || event.detail.status === 403) location.reload();
    else tell('lost');
  });
  document.addEventListener('htmx:error', () => tell('lost'));
  // A browser without a network keeps a connection open on which nothing comes.
  addEventListener('offline', () => tell('lost'));
  addEventListener('online', connectAnew);
  document.addEventListener('click', ({ target }) => {
    if (target.id !== 'live-pause') return;
    const { isBehind } = live;
    live.isPaused = !live.isPaused;
    live.isBehind = false;
    live.waiting = 0;
    drawPause();
    if (isBehind) tell('waiting');
    else if (document.querySelector('#live-sign')?.dataset.state !== 'lost') tellOfRest();
    if (isBehind) connectAnew();
  });

  // What somebody opened in a part that is swapped stays open.
  htmx.config.morphIgnore.push('open');
  htmx.config.sse = { reconnectMaxDelay: 15_000 };

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
