import type { Draft } from '@hybrid/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave } from './autosave.ts';
import type { AutosaveSetup } from './autosave.ts';
import { noText } from './draft-text.ts';
import type { DraftText } from './draft-text.ts';
import type { SaveFailure } from './save-failure.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const body = (text: string): DraftText => ({ ...noText, body: text });

/** A server with one draft, which can be away, and a device that keeps one copy. */
function start({ stored = null as string | null } = {}) {
  const server = {
    draft: stored === null ? null : draftOf(body(stored), 1),
    sent: [] as string[],
    failure: null as SaveFailure | null,
    /** The answer is lost after the server did what was asked. */
    losesAnswer: false,
  };
  const device = { copy: null as { text: DraftText; revision: number | null } | null, hasRoom: true };
  const send: AutosaveSetup['send'] = async (text, revision) => {
    server.sent.push(text.body);
    if (server.failure) throw new Error('refused', { cause: server.failure });
    const held = server.draft;
    if (held && revision !== held.revision) {
      throw new Error('conflict', { cause: { kind: 'conflict', theirs: held } satisfies SaveFailure });
    }
    server.draft = draftOf(text, (held?.revision ?? 0) + 1);
    if (server.losesAnswer) throw new Error('lost', { cause: { kind: 'unreachable' } satisfies SaveFailure });
    return server.draft;
  };
  const autosave = new Autosave({
    text: body(stored ?? ''),
    stored: server.draft && { text: server.draft, revision: server.draft.revision },
    send,
    failureOf: (error) => (error as { cause: SaveFailure }).cause,
    keep: (copy) => {
      if (copy !== null && !device.hasRoom) return false;
      device.copy = copy;
      return true;
    },
  });
  return { autosave, server, device, type: (text: string) => autosave.change(body(text)) };
}

function draftOf(text: DraftText, revision: number): Draft {
  const at = '2026-11-22T10:00:00.000Z';
  return { ...text, id: 'id', revision, publishAt: null, missedAt: null, createdAt: at, updatedAt: at, article: null };
}

test('a text is saved a second after the last word, and once', async () => {
  const { autosave, server, type } = start();
  for (const text of ['O', 'On', 'One']) {
    type(text);
    await vi.advanceTimersByTimeAsync(900);
  }
  expect(server.sent).toEqual([]);
  expect(autosave.state().phase).toBe('waiting');
  await vi.advanceTimersByTimeAsync(100);
  expect(server.sent).toEqual(['One']);
  expect(autosave.state()).toMatchObject({ phase: 'saved', revision: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toEqual(['One']);
});

test('who types without a pause is saved every ten seconds', async () => {
  const { server, type } = start({ stored: '' });
  for (let word = 1; word <= 44; word += 1) {
    type(`${word}`);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(server.sent).toEqual(['20', '40']);
});

test('a new draft that holds nothing is not begun, and one whose text was taken out again is not saved', async () => {
  const { autosave, server, type } = start();
  expect(await autosave.flush()).toBe(true);
  type('O');
  type(' ');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.sent).toEqual([]);
});

test('what is not saved is on this device within a moment, and leaves it when the server has it', async () => {
  const { device, type } = start({ stored: 'One' });
  type('One two');
  await vi.advanceTimersByTimeAsync(250);
  expect(device.copy).toEqual({ text: body('One two'), revision: 1 });
  await vi.advanceTimersByTimeAsync(750);
  expect(device.copy).toBeNull();
});

test('while the server is away the text is kept here and tried again, and saved when it is back', async () => {
  const { autosave, server, device, type } = start({ stored: '' });
  server.failure = { kind: 'unreachable' };
  type('One');
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state()).toMatchObject({ phase: 'unreachable', isKept: true });
  type('One two');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(autosave.state().phase).toBe('unreachable');
  expect(device.copy?.text.body).toBe('One two');
  server.failure = null;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(autosave.state()).toMatchObject({ phase: 'saved', revision: 2 });
  expect(server.draft?.body).toBe('One two');
  expect(device.copy).toBeNull();
});

test('a device without room is said to have none', async () => {
  const { autosave, server, device, type } = start({ stored: '' });
  device.hasRoom = false;
  server.failure = { kind: 'unreachable' };
  type('One');
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state()).toMatchObject({ phase: 'unreachable', isKept: false });
});

test('a save whose answer was lost is no conflict with oneself, also when more was typed meanwhile', async () => {
  const { autosave, server, type } = start({ stored: '' });
  server.losesAnswer = true;
  type('One');
  await vi.advanceTimersByTimeAsync(1000);
  server.losesAnswer = false;
  type('One two');
  await vi.advanceTimersByTimeAsync(5000);
  expect(autosave.state()).toMatchObject({ phase: 'saved', revision: 3 });
  expect(server.draft?.body).toBe('One two');
});

test('what another tab saved stops the saving until somebody chooses, and meanwhile all that is typed is kept', async () => {
  const { autosave, server, device, type } = start({ stored: 'Both' });
  server.draft = draftOf(body('Theirs'), 2);
  type('Mine');
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state()).toMatchObject({ phase: 'conflict', theirs: { body: 'Theirs', revision: 2 } });
  type('Mine and more');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toEqual(['Mine']);
  expect(device.copy?.text.body).toBe('Mine and more');
  expect(await autosave.flush()).toBe(false);
});

test('mine goes over what the other tab saved; a third save meanwhile is a conflict again', async () => {
  const { autosave, server, device, type } = start({ stored: 'Both' });
  server.draft = draftOf(body('Theirs'), 2);
  type('Mine');
  await vi.advanceTimersByTimeAsync(1000);
  server.draft = draftOf(body('Third'), 3);
  expect(await autosave.keepMine()).toBe(false);
  expect(autosave.state()).toMatchObject({ phase: 'conflict', theirs: { body: 'Third' } });
  expect(await autosave.keepMine()).toBe(true);
  expect(server.draft).toMatchObject({ body: 'Mine', revision: 4 });
  expect(device.copy).toBeNull();
});

test('theirs takes the place of mine without a save, and writing goes on from it', async () => {
  const { autosave, server, type } = start({ stored: 'Both' });
  server.draft = draftOf(body('Theirs'), 2);
  type('Mine');
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.takeTheirs()).toMatchObject({ body: 'Theirs' });
  type('Theirs');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.sent).toEqual(['Mine']);
  type('Theirs and mine');
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.draft).toMatchObject({ body: 'Theirs and mine', revision: 3 });
});

test('what would be refused again is not sent again until it is changed', async () => {
  const { autosave, server, type } = start({ stored: '' });
  server.failure = { kind: 'refused' };
  type('Too long');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toEqual(['Too long']);
  expect(autosave.state().phase).toBe('refused');
  server.failure = null;
  type('Short');
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.draft?.body).toBe('Short');
});

test('a draft that is gone from the server can be begun anew with what stands here', async () => {
  const { autosave, server, device, type } = start({ stored: 'One' });
  server.failure = { kind: 'gone' };
  type('One two');
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state().phase).toBe('gone');
  expect(device.copy?.text.body).toBe('One two');
  server.failure = null;
  server.draft = null;
  expect(await autosave.beginAnew()).toBe(true);
  expect(server.draft).toMatchObject({ body: 'One two', revision: 1 });
});

test('what is typed while a save is on its way is saved after it', async () => {
  const { server, type } = start({ stored: '' });
  type('One');
  await vi.advanceTimersByTimeAsync(999);
  vi.advanceTimersByTime(1);
  type('One two');
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.sent).toEqual(['One', 'One two']);
  expect(server.draft).toMatchObject({ body: 'One two', revision: 3 });
});

test('after it was closed nothing is sent and nothing is kept', async () => {
  const { autosave, server, device, type } = start({ stored: 'One' });
  type('One two');
  await vi.advanceTimersByTimeAsync(300);
  autosave.close();
  type('One two three');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toEqual([]);
  expect(device.copy).toBeNull();
});
