// Draws the OpenAPI document. It stands in a file of its own, because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  const device = matchMedia('(prefers-color-scheme: dark)');

  // The choice that was made in Conduit holds here too; without one, the device's.
  function choose() {
    let chosen = null;
    try {
      chosen = localStorage.getItem('conduit:appearance');
    } catch {
      // Storage can be switched off; then the device's own setting holds.
    }
    if (chosen === 'light' || chosen === 'dark') root.dataset.appearance = chosen;
    root.classList.toggle('dark-mode', chosen === 'dark' || (chosen !== 'light' && device.matches));
  }

  choose();
  device.addEventListener('change', choose);
  addEventListener('storage', choose);

  globalThis.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    // It would send the document to its maker.
    validatorUrl: null,
  });
})();
