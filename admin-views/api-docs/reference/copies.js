// A button beside each piece of code, made when it is first seen.

/** Offers what can be copied, wherever it is unfolded. */
export function offerCopies() {
  for (const fold of document.querySelectorAll('.lead .code')) addTo(fold);
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target.matches('.entry') && target.open) for (const fold of target.querySelectorAll('.code')) addTo(fold);
    },
    true,
  );
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('.copy');
    if (button) copy(button).catch(() => select(button.previousElementSibling));
  });
}

function addTo(fold) {
  for (const code of fold.querySelectorAll('pre[data-copy]')) {
    if (code.parentElement.matches('.copyable')) continue;
    const frame = document.createElement('div');
    frame.className = 'copyable';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-live', 'polite');
    code.replaceWith(frame);
    frame.append(code, button);
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.previousElementSibling.textContent);
  button.textContent = 'Copied';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}

/** Without https a page may not write to the clipboard: what is selected, its reader copies. */
function select(code) {
  getSelection().selectAllChildren(code);
}
