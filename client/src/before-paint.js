// Runs before the first paint, so that a chosen appearance never flashes the other one and no word is shown in a language
// that is not the reader's. It stands in a file of its own, because the content security policy allows no inline script.
(() => {
  const { documentElement: page, currentScript } = document;
  const { pathname } = location;
  const isFront = pathname === '/';

  setAppearance();
  setLanguage();
  // The nameplate stands before the program is there: large on the front page, small elsewhere.
  page.dataset.first = isFront ? 'front' : 'inner';
  // zod would try whether it may compile its checks; the policy forbids it, and each attempt is reported.
  globalThis.__zod_globalConfig = { jitless: true };
  fetchEarly();
  setFaces();

  function setAppearance() {
    const appearance = stored('conduit:appearance');
    if (appearance === 'light' || appearance === 'dark') page.dataset.appearance = appearance;
  }

  function setLanguage() {
    const spoken = ['en', 'de'];
    const wanted = [stored('conduit:language'), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
    page.lang = wanted.find((tag) => spoken.includes(tag)) ?? 'en';
  }

  // The words and the page come together with the program, not after it: the build writes here which files hold them.
  function fetchEarly() {
    const parts = [page.lang, isFront && 'front', pathname.startsWith('/article/') && 'article'];
    const files = parts.flatMap((part) => currentScript?.dataset[part]?.split(' ') ?? []);
    for (const href of new Set(files)) {
      if (href !== '')
        document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
    }
  }

  // Faces that this device has been given before lie in its cache; `src/routes/use-faces.ts` asks for them at a first visit.
  function setFaces() {
    const href = currentScript?.dataset.faces;
    if (!href || stored('conduit:faces') !== href) return;
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
    page.dataset.faces = 'early';
  }

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage can be switched off; then the device's own settings hold.
      return null;
    }
  }
})();
