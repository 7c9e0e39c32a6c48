import type { Finding } from '@hybrid/contracts/gate';

const headings = { breaking: 'Breaking', risky: 'Look at this', safe: 'New and changed' } as const;

/** Writes what changed between two contracts for those who build on it, in Markdown: what breaks first. */
export function formatChangelog(findings: readonly Finding[]): string {
  const shown = findings.filter(({ rule }) => rule !== 'summary-changed');
  if (shown.length === 0) return 'Nothing changed for clients.\n';
  const sections = (['breaking', 'risky', 'safe'] as const).flatMap((verdict) => {
    const lines = shown.filter((finding) => finding.verdict === verdict).map(line);
    return lines.length > 0 ? [`**${headings[verdict]}**\n\n${lines.join('\n')}`] : [];
  });
  return `${sections.join('\n\n')}\n`;
}

function line({ name, part, path, title, before, after, why, instead, verdict }: Finding): string {
  const place = part === 'procedure' || part === 'event' ? '' : `, ${part}${path === '' ? '' : ` \`${path}\``}`;
  const told = [before, after].flatMap((side) => (side === null ? [] : [`\`${side}\``])).join(' → ');
  const advice = verdict === 'safe' ? why : [why, instead].join(' ').trim();
  return `- \`${name}\`${place}: ${title}${told && ` (${told})`}.${advice && ` ${advice}`}`;
}
