// Runs before the page is drawn: the choice of light or dark that was made elsewhere on this origin holds here too; without one,
// the device's. It stands in a file of its own, because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  const device = matchMedia('(prefers-color-scheme: dark)');

  function choose() {
    let chosen = null;
    try {
      chosen = localStorage.getItem('conduit:appearance');
    } catch {
      // Storage can be switched off; then the device's own setting holds.
    }
    if (chosen === 'light' || chosen === 'dark') root.dataset.appearance = chosen;
    else delete root.dataset.appearance;
    // swagger-ui knows the dark by this class.
    root.classList.toggle('dark-mode', chosen === 'dark' || (chosen !== 'light' && device.matches));
  }

  choose();
  device.addEventListener('change', choose);
  addEventListener('storage', choose);
})();
