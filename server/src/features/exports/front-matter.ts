type Value = string | number | boolean | Date | null | readonly string[];

/** Writes a text as Markdown with front matter, as other publishing tools read it. */
export function withFrontMatter(fields: Readonly<Record<string, Value>>, body: string): string {
  // JSON is YAML: quoted so, a title may hold whatever it likes.
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}
