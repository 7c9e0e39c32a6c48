import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Verdict } from '@hybrid/contracts/gate';
import type { Judged, Judgement } from './judge.ts';
import type { SourcePlace } from './source-place.ts';

/** The forms in which a judgement can be written. */
export const formats = ['text', 'json', 'github', 'markdown'] as const;
export type Format = (typeof formats)[number];

/** What a report is written from. */
export interface Report extends Judgement {
  readonly placeOf: (name: string) => SourcePlace;
  /** Whether what is risky fails as well. */
  readonly isStrict: boolean;
}

/** Writes a judgement for a person, a program, or the page of a pull request. */
export function writeReport(format: Format, report: Report): string {
  return writers[format](report);
}

/** Whether the check lets the contract pass. */
export function hasPassed({
  findings,
  problems,
  isStrict,
}: Pick<Report, 'findings' | 'problems' | 'isStrict'>): boolean {
  const failing: Verdict[] = isStrict ? ['breaking', 'risky'] : ['breaking'];
  // What was accepted passes, even where nothing risky does.
  return problems.length === 0 && findings.every(({ verdict, accepted }) => accepted || !failing.includes(verdict));
}

const writers: Record<Format, (report: Report) => string> = { text, json, github, markdown };

const signs: Record<Verdict, string> = { breaking: '✗', risky: '!', safe: '·' };
const colors = { breaking: 'red', risky: 'yellow', safe: 'dim' } as const;

function text(report: Report): string {
  const changesOf = Map.groupBy(report.findings, ({ name }) => name);
  // What several procedures share, such as a field of what they all answer with, is said once.
  const alike = Map.groupBy(changesOf, ([, findings]) => findings.flatMap(lines).join('\n'));
  const blocks = [...alike].map(([said, procedures]) =>
    [...procedures.map(([name]) => heading(name, report.placeOf(name))), said].join('\n'),
  );
  const problems = report.problems.map((problem) => styleText('red', `✗ ${problem}`));
  return [...blocks, ...problems, summary(report)].join('\n\n');
}

function heading(name: string, { file, line }: SourcePlace): string {
  return `${styleText('bold', name)}  ${styleText('dim', `${file}:${line}`)}`;
}

function lines(finding: Judged): string[] {
  const { verdict, title, why, instead, use, accepted } = finding;
  const color = colors[verdict];
  const sides = sidesOf(finding);
  const head = `  ${styleText(color, `${signs[verdict]} ${verdict.padEnd(8)}`)} ${placeWords(finding)}${title}${sides}`;
  const more = [why, instead && `Instead: ${instead}`, use, accepted && acceptedWords(accepted)].filter(Boolean);
  return [head, ...more.map((sentence) => `             ${sentence}`)];
}

function sidesOf({ before, after }: Judged): string {
  if (before === null) return after === null ? '' : `: ${after}`;
  return after === null ? `: ${before}` : `: ${before} → ${after}`;
}

function placeWords({ part, path }: Judged): string {
  if (part === 'procedure') return '';
  return path === '' ? `${part}: ` : `${part} ${path}: `;
}

function acceptedWords({ reason, until }: { reason: string; until: string }): string {
  return `Accepted until ${until}: ${reason}`;
}

function summary({ findings, baselines, problems, isStrict }: Report): string {
  const against = baselines.map(({ name }) => name).join(', ');
  if (baselines.length === 0 && problems.length === 0) {
    return 'No release is live yet, so that nothing can break: `npm run contract -- release <version>` makes the first one.';
  }
  const counts = (['breaking', 'risky', 'safe'] as const).map(
    (verdict) => `${findings.filter((finding) => finding.verdict === verdict).length} ${verdict}`,
  );
  const passed = hasPassed({ findings, problems, isStrict }) ? 'passes' : 'does not pass';
  return `${counts.join(', ')} against ${against || 'nothing'}. The contract ${passed}.`;
}

function json(report: Report): string {
  const { findings, problems, baselines, placeOf } = report;
  const told = findings.map((finding) => ({ ...finding, source: placeOf(finding.name) }));
  return JSON.stringify({ passed: hasPassed(report), baselines, problems, findings: told }, null, 2);
}

const commands = { breaking: 'error', risky: 'warning', safe: 'notice' } as const;

/** Workflow commands: each becomes an annotation at its line of the pull request. What is safe would only hide the others. */
function github(report: Report): string {
  const shown = report.findings.filter(({ verdict }) => verdict !== 'safe');
  const annotations = shown.map((finding) => {
    const { file, line } = report.placeOf(finding.name);
    const title = property(`${finding.verdict}: ${finding.rule}`);
    const words = [`${finding.name} ${placeWords(finding)}${finding.title}${sidesOf(finding)}.`, ...adviceOf(finding)];
    const message = data(words.filter(Boolean).join('\n'));
    return `::${commands[finding.verdict]} file=${property(file)},line=${line},title=${title}::${message}`;
  });
  const problems = report.problems.map((problem) => `::error::${data(problem)}`);
  return [...annotations, ...problems, data(summary(report))].join('\n');
}

/** GitHub reads these characters as its own. */
function data(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function markdown(report: Report): string {
  const rows = report.findings.map((finding) => {
    const { name, part, path, verdict, title } = finding;
    const { file, line } = report.placeOf(name);
    const sides = sidesOf(finding).slice(2);
    const cells = [
      `${signs[verdict]} ${verdict}`,
      `[${name}](${relative('.', file)}#L${line})`,
      path === '' ? part : `${part} ${code(path)}`,
      sides === '' ? title : `${title}<br>${code(sides)}`,
      adviceOf(finding).join(' '),
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  const table = ['| Verdict | Procedure | Where | Change | What to do |', '|---|---|---|---|---|', ...rows];
  const problems = report.problems.map((problem) => `- ✗ ${problem}`);
  return ['### The contract', summary(report), ...(rows.length > 0 ? [table.join('\n')] : []), ...problems].join(
    '\n\n',
  );
}

function adviceOf({ why, instead, use = '', accepted }: Judged): string[] {
  const words = [why, instead, use, accepted ? acceptedWords(accepted) : ''];
  return words.filter((sentence) => sentence !== '');
}

/** In more backquotes than it holds in a row itself. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

function cell(value: string): string {
  return value.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
