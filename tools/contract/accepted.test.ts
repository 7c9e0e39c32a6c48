import { expect, test } from 'vitest';
import { broken, day, eachOf, notes, releasedFolder } from '../test/contract-folder.ts';

const accepted = {
  procedure: 'notes.add',
  rule: 'bound-tightened',
  reason: 'Longer texts were never kept whole.',
  until: day(1),
};

test('a break passes while it is accepted, as a whole or at its place, and is told as what it is', async () => {
  const folder = await releasedFolder(notes(), broken);
  expect((await folder.contract(['check'])).code).toBe(1);
  for (const entry of [accepted, { ...accepted, path: 'text' }, { ...accepted, until: day(0) }]) {
    await folder.write('contracts/accepted.json', JSON.stringify([entry]));
    // Also where nothing risky passes.
    const { code, stdout } = await folder.contract(['check', '--strict']);
    expect(stdout).toContain(`Accepted until ${entry.until}: ${entry.reason}`);
    expect(stdout).toContain('0 breaking, 1 risky, 0 safe against 1.0.0. The contract passes.');
    expect(code).toBe(0);
  }
});

test('an acceptance that is over, or that no change needs any more, fails the check', async () => {
  const folder = await releasedFolder(notes(), broken);
  const words = 'accepted.json: notes.add bound-tightened';
  const cases: [entries: object[], says: string, breaking: number][] = [
    [[{ ...accepted, until: day(-1) }], `${words} was accepted until ${day(-1)}, which is over`, 1],
    [[{ ...accepted, path: 'title' }], `${words} at title is needed by no change any more`, 1],
    [[{ ...accepted, rule: 'became-required' }], 'notes.add became-required is needed by no change any more', 1],
    [[{ ...accepted, procedure: 'notes.edit' }], 'notes.edit bound-tightened is needed by no change any more', 1],
    [[accepted, { ...accepted, rule: 'type-changed' }], 'type-changed is needed by no change any more', 0],
  ];
  for (const [entries, says, breaking] of cases) {
    await folder.write('contracts/accepted.json', JSON.stringify(entries));
    const { code, stdout } = await folder.contract(['check']);
    expect(stdout).toContain(says);
    expect(stdout).toContain(
      `${breaking} breaking, ${1 - breaking} risky, 0 safe against 1.0.0. The contract does not pass.`,
    );
    expect(code).toBe(1);
  }
});

test('what was accepted for the sake of a release is needed as long as that is live, whatever else is compared with', async () => {
  const folder = await releasedFolder(notes(), broken);
  await folder.write('contracts/accepted.json', JSON.stringify([accepted]));
  await folder.write('now.json', await folder.read('contracts/contract.lock.json'));
  expect((await folder.contract(['check', '--against', 'now.json'])).code).toBe(0);
  await folder.contract(['retire', '1.0.0']);
  const { code, stdout } = await folder.contract(['check', '--against', 'now.json']);
  expect(stdout).toContain('is needed by no change any more: take it out.');
  expect(code).toBe(1);
});

test('a file of acceptances that is none is refused with what is wrong in it', async () => {
  const folder = await releasedFolder(notes(), broken);
  const refusals: [text: string, says: string][] = [
    ['[', 'accepted.json is no JSON'],
    ['{}', 'the file: Invalid input: expected array, received object'],
    [JSON.stringify([{ ...accepted, reason: 'because' }]), '0.reason: must say why, in a sentence'],
    [JSON.stringify([accepted, { ...accepted, until: '2027-02-30' }]), '1.until: must be a day, such as 2027-01-31'],
    [JSON.stringify([{ ...accepted, verdict: 'safe' }]), '0: Unrecognized key: "verdict"'],
    [JSON.stringify([{ ...accepted, procedure: undefined }]), '0.procedure: Invalid input'],
  ];
  const ended = await eachOf(
    refusals.map(([text], index) => ({ text, index })),
    async ({ text, index }) => {
      // Each in a folder of its own, as they run beside each other.
      const own = index === 0 ? folder : await releasedFolder(notes(), broken);
      await own.write('contracts/accepted.json', text);
      return own.contract(['check']);
    },
  );
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect(stderr).toContain(refusals[index]?.[1]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
});

const deprecated = (sunset: string) =>
  notes({ facts: `deprecated: { since: '2026-01-01', sunset: '${sunset}', instead: 'Call notes.write.' }` });
const without = 'export const contract = {};\nexport const events = {};\n';

test('a procedure may go from its sunset on, as those who were built before were told', async () => {
  const late = await releasedFolder(deprecated(day(0)), without);
  const { code, stdout } = await late.contract(['check']);
  expect(stdout).toContain(`It was deprecated on 2026-01-01, and its sunset was ${day(0)}.`);
  expect(stdout).toContain('0 breaking, 1 risky, 0 safe against 1.0.0. The contract passes.');
  expect(code).toBe(0);
  const early = await releasedFolder(deprecated(day(1)), without);
  expect((await early.contract(['check'])).code).toBe(1);
  // A sunset that was brought forward tells those who are out nothing.
  await early.declare(deprecated(day(-1)));
  await early.contract(['release', '1.1.0']);
  await early.declare(without);
  await early.contract(['lock']);
  const both = await early.contract(['check']);
  expect(both.stdout).toContain('1 breaking, 1 risky, 0 safe against 1.0.0, 1.1.0.');
  expect(both.code).toBe(1);
});
