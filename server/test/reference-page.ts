/** The part of a reference's page that is about one thing, as HTML: a procedure by its name, an event as `event/<name>`. */
export function entryOf(html: string, id: string): string {
  const parts = html.split('<details class="entry');
  const found = parts.slice(1).find((part) => part.includes(`<div class="detail" id="${id}">`));
  if (found === undefined) throw new Error(`The page has nothing about ${id}.`);
  const end = found.indexOf('</section>');
  return `<details class="entry${end === -1 ? found : found.slice(0, end)}`;
}

/** What a reader sees of some HTML: without tags, with single spaces. */
export function textOf(html: string): string {
  const text = html.replaceAll(/<\/?(?:b|i|a|s|small|span|code|time)\b[^>]*>/g, '').replaceAll(/<[^>]*>/g, ' ');
  return unescaped(text).replaceAll(/\s+/g, ' ').trim();
}

/** The pieces of code in some HTML, as they are copied. */
export function codesOf(html: string): string[] {
  return [...html.matchAll(/<pre[^>]*>([^<]*)<\/pre>/g)].map(([, code = '']) => unescaped(code));
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (sign) => signs[sign] ?? sign);
}
