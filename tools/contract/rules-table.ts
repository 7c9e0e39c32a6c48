import { contractRules, schemaRules } from '@hybrid/contracts/gate';

/** Writes every rule of the gate as the page `docs/contract-rules.md`. */
export function formatRules(): string {
  const ofSchemas = Object.entries(schemaRules).map(([rule, said]) => {
    const { title, input, output, instead }: Said = said;
    const advice = [...new Set([instead.input, instead.output])].filter(Boolean).join(' ');
    return `| \`${rule}\` | ${title} | ${word(input)} | ${word(output)} | ${advice} |`;
  });
  const ofProcedures = Object.entries(contractRules).map(
    ([rule, { title, verdict, instead }]) => `| \`${rule}\` | ${title} | ${word(verdict)} | ${instead} |`,
  );
  return `# What the gate says of a change

Written by \`npm run contract -- rules\`. What the words mean, and how to let a break pass, stands in [contracts.md](contracts.md).

## Schemas

*Sent* is an input; *received* an output, the data of an error, or an event. A verdict is that of the rule; some changes are milder or graver: a value that is added to an enumeration is safe where its
meta said \`extensible: true\` when clients were built, and breaking where it said \`false\`.

| Rule | What changed | Sent | Received | Instead |
|---|---|---|---|---|
${ofSchemas.join('\n')}

## Procedures and events

| Rule | What changed | Verdict | Instead |
|---|---|---|---|
${ofProcedures.join('\n')}
`;
}

interface Said {
  readonly title: string;
  readonly input: string;
  readonly output: string;
  readonly instead: { readonly input?: string; readonly output?: string };
}

/** What breaks catches the eye. */
function word(verdict: string): string {
  return verdict === 'breaking' ? '**breaking**' : verdict;
}
