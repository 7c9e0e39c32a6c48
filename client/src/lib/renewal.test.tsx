import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renewOnce, returnTo, takeRenewal } from './renewal.ts';

let resized: () => void = () => undefined;
const scrolled = vi.fn<(to: ScrollToOptions) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  // jsdom lays nothing out: how long the page is, the tests say.
  vi.stubGlobal('scrollTo', scrolled);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(tell: () => void) {
        resized = tell;
      }
      observe(): void {}
      disconnect(): void {
        resized = () => undefined;
      }
    },
  );
});
afterEach(() => {
  scrolled.mockClear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function setHeight(height: number): void {
  Object.defineProperty(document.documentElement, 'scrollHeight', { configurable: true, value: height });
  act(() => resized());
}

function CommentForm() {
  return (
    <form aria-label="Comment">
      <textarea name="body" aria-label="Text" />
      <button type="button">Post</button>
    </form>
  );
}

test('who sent a form is led back to its field, once the page is long enough for where they were', () => {
  render(<CommentForm />);
  screen.getByRole('button').focus();
  vi.stubGlobal('scrollY', 1200);
  renewOnce(() => undefined);
  const place = takeRenewal();
  expect(place).toEqual({ scrollY: 1200, field: 'body' });
  screen.getByRole('button').blur();
  setHeight(900);
  if (place) returnTo(place);
  setHeight(900);
  expect(scrolled).not.toHaveBeenCalled();
  setHeight(5000);
  expect(scrolled).toHaveBeenCalledWith({ top: 1200, behavior: 'instant' });
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

test('whoever goes elsewhere meanwhile is not called back', () => {
  returnTo({ scrollY: 1200, field: null });
  fireEvent.wheel(document.body);
  setHeight(5000);
  expect(scrolled).not.toHaveBeenCalled();
});

test('a page that never grows so long again is left as it is', () => {
  returnTo({ scrollY: 1200, field: null });
  vi.advanceTimersByTime(10_000);
  setHeight(5000);
  expect(scrolled).not.toHaveBeenCalled();
});
