// Runs before the first paint, so that a chosen appearance never flashes the other one. It stands in a file of its own,
// because the content security policy allows no inline script.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('conduit:appearance');
  } catch {
    // Storage can be switched off; then the device's own setting holds.
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.appearance = chosen;
})();
