// What the search looks through, read out of the page when it is first asked for.

/** How much it counts where a word is found, and what of the entry that is. */
const parts = [
  ['name', 40, (entry) => [entry.querySelector('h3').textContent]],
  ['failure', 20, (entry) => textsOf(entry, '.failures dt code')],
  ['path', 18, (entry) => textsOf(entry, '.path, .facts dd > code')],
  ['field', 12, (entry) => textsOf(entry, '.type b').map((text) => text.replace('?', ''))],
  ['summary', 10, (entry) => [entry.querySelector('.about').textContent]],
  ['kind', 6, (entry) => [`${entry.querySelector('.kind').textContent} ${entry.querySelector('.who').textContent}`]],
];

function textsOf(entry, selector) {
  return [...new Set([...entry.querySelectorAll(selector)].map(({ textContent }) => textContent))];
}

/** Reads what can be found: each procedure and event of the page, and each error of the platform. */
export function readIndex() {
  const entries = [...document.querySelectorAll('.entry')].map((entry) => ({
    id: entry.querySelector('.detail').id,
    name: entry.querySelector('h3').textContent,
    about: entry.querySelector('.about').textContent,
    kind: entry.querySelector('.kind').textContent,
    isGone: entry.matches('.gone'),
    parts: parts.map(([what, weight, read]) => ({ what, weight, texts: read(entry).map(lowered) })),
  }));
  return [...entries, ...[...document.querySelectorAll('.platform dt')].map(platformError)];
}

function platformError(term) {
  const name = term.querySelector('code').textContent;
  const about = term.nextElementSibling.textContent;
  const texts = [
    { what: 'name', weight: 40, texts: [lowered(name)] },
    { what: 'summary', weight: 10, texts: [lowered(about)] },
  ];
  return { id: term.id, name, about, kind: 'error', isGone: false, parts: texts };
}

function lowered(text) {
  return { text, lower: text.toLowerCase() };
}

/**
 * Finds the entries that hold every word of a query, the best first; each with what of it matched, where that is not its name.
 */
export function find(index, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = index.flatMap((entry) => {
    const hits = words.map((word) => hitOf(entry, word));
    if (hits.includes(null)) return [];
    const score = hits.reduce((sum, hit) => sum + hit.score, 0) - (entry.isGone ? 5 : 0);
    const reason = hits.find(({ what }) => what !== 'name' && what !== 'summary');
    return [{ entry, score, reason }];
  });
  return found.toSorted((a, b) => b.score - a.score);
}

/** The best place of a word in an entry, or null. */
function hitOf(entry, word) {
  let best = null;
  for (const { what, weight, texts } of entry.parts) {
    for (const { text, lower } of texts) {
      const at = lower.indexOf(word);
      if (at === -1) continue;
      const score = weight + closeness(lower, word, at);
      if (!best || score > best.score) best = { what, text, score };
    }
  }
  return best;
}

/** A whole word counts more than its beginning, and that more than its middle. */
function closeness(text, word, at) {
  const begins = at === 0 || /[\s./_{]/.test(text[at - 1]);
  const ends = at + word.length === text.length || /[\s./_}]/.test(text[at + word.length]);
  return (begins ? 8 : 0) + (begins && ends ? 8 : 0) + word.length / text.length;
}
