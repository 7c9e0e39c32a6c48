/** The name under which a headline travels between a list and its article; letters that CSS cannot name are escaped. */
export function headlineName(slug: string): string {
  return `headline-${encodeURIComponent(slug).replaceAll('%', '_')}`;
}
