// The search over everything, on every page: `/` or Ctrl-K opens it. Without JavaScript the field in the rail leads to its page.
(() => {
  const palette = document.querySelector('#palette');
  if (!palette) return;
  const form = palette.querySelector('form');
  const field = form.elements.q;
  const found = palette.querySelector('#palette-found');
  const status = palette.querySelector('[role=status]');
  const links = () => [...found.querySelectorAll('a')];
  /** What says how much was found, and of which text. */
  const answer = () => found.querySelector('[data-answers]');

  // A part that is swapped is read out by nothing: this stands there all the time.
  new MutationObserver(() => {
    status.textContent = answer()?.textContent ?? '';
  }).observe(found, { childList: true });

  function open() {
    if (palette.open) return;
    palette.showModal();
    field.select();
    form.dispatchEvent(new Event('open'));
  }

  const isTyping = ({ target }) => target.matches('input, textarea, select, [contenteditable]');
  const isAsked = (event) =>
    (event.key === '/' && !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey) ||
    (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey);

  document.addEventListener('keydown', (event) => {
    if (!isAsked(event)) return;
    event.preventDefault();
    open();
  });

  // Up and down go from the field over what was found and back to it.
  palette.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const places = [field, ...links()];
    const at = places.indexOf(document.activeElement);
    places[(at + step + places.length) % places.length].focus();
  });

  // Enter in the field opens the first of what was found; before anything was found of what stands in it, it leads to the page.
  form.addEventListener('submit', (event) => {
    const [first] = links();
    if (!first || answer()?.dataset.answers !== field.value.trim()) return;
    event.preventDefault();
    first.click();
  });

  palette.addEventListener('click', ({ target }) => {
    if (target === palette) palette.close();
  });
})();
