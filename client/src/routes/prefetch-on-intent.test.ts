import { fireEvent } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prefetchOnIntent } from './prefetch-on-intent.ts';

const load = vi.fn<() => Promise<object>>();
let stop = (): void => undefined;

beforeEach(() => {
  load.mockReset().mockResolvedValue({});
  document.body.innerHTML = '<a href="/shelf/moss"><b>Moss</b></a><a href="https://elsewhere.example/shelf/moss">x</a>';
  stop = prefetchOnIntent(document, [{ path: '/shelf/:name', lazy: load }]);
});
afterEach(() => stop());

const [inner, outer] = ['b', 'a:last-child'];
const element = (selector: string) => document.querySelector(selector) ?? document.body;

test('pointing at a link loads the program of its page, once', () => {
  fireEvent.pointerOver(element(inner));
  fireEvent.focusIn(element('a'));
  expect(load).toHaveBeenCalledOnce();
});

test('the keyboard is as good as the pointer', () => {
  fireEvent.focusIn(element('a'));
  expect(load).toHaveBeenCalledOnce();
});

test('a link that leads elsewhere loads nothing of ours', () => {
  fireEvent.pointerOver(element(outer));
  expect(load).not.toHaveBeenCalled();
});

test('what could not be loaded is tried again at the next sign of interest', async () => {
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  fireEvent.pointerOver(element(inner));
  await Promise.resolve();
  await Promise.resolve();
  fireEvent.pointerOver(element(inner));
  expect(load).toHaveBeenCalledTimes(2);
});
