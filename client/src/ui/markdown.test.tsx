import { render as renderBare, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { german } from '../lib/catalogue/german/german.ts';
import { WordsContext } from '../lib/catalogue/words.ts';
import { MarkdownText } from './markdown.tsx';

/** In German, so that words which the renderer brought along would show. */
const render = (page: ReactNode) => renderBare(<WordsContext value={german}>{page}</WordsContext>);

describe('Markdown', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<iframe src="https://evil.example"></iframe>',
    '<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>',
    '<style>body{display:none}</style>',
  ])('leaves %s as text', (source) => {
    const { container } = render(<MarkdownText source={`before\n\n${source}\n\nafter`} />);
    expect(container.querySelector('script, img, iframe, svg, style, a')).toBeNull();
    expect(container.textContent).toContain(source);
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox(1))',
    '![x](javascript:alert(1))',
    '[x]\n\n[x]: javascript:alert(1)',
  ])('lets no script through in %s', (source) => {
    const { container } = render(<MarkdownText source={source} />);
    const addresses = [...container.querySelectorAll('a, img')].map(
      (element) => element.getAttribute('href') ?? element.getAttribute('src') ?? '',
    );
    expect(addresses.filter((address) => address !== '')).toEqual([]);
  });

  test('names footnotes in the language of the page, and leads from the note back to the text', () => {
    const { container } = render(<MarkdownText source={'Moss grows.[^1]\n\n[^1]: Slowly.'} />);
    expect(screen.getByRole('heading', { name: 'Fußnoten' })).toBeDefined();
    const back = screen.getByRole('link', { name: 'Zurück zur Stelle von Fußnote 1' });
    expect(container.querySelector(back.getAttribute('href') ?? '')?.textContent).toBe('1');
  });

  test('tells other sites nothing and passes no reputation on to them', () => {
    render(<MarkdownText source="[there](https://other.example) and [here](/tag/craft)" />);
    expect(screen.getByRole('link', { name: 'there' }).getAttribute('rel')).toBe('nofollow ugc noopener noreferrer');
    expect(screen.getByRole('link', { name: 'here' }).hasAttribute('rel')).toBe(false);
  });

  test('keeps the room that a picture of ours will take, and loads it when it is near', () => {
    const { container } = render(
      <MarkdownText source="![moss](/uploads/3f/3f00-1200x800.webp) ![far](https://x.example/y-9x9.webp)" />,
    );
    const [ours, other] = container.querySelectorAll('img');
    expect([ours?.getAttribute('width'), ours?.getAttribute('height'), ours?.getAttribute('loading')]).toEqual([
      '1200',
      '800',
      'lazy',
    ]);
    expect(other?.hasAttribute('width')).toBe(false);
  });

  test('keeps the title of the page its only first heading', () => {
    render(<MarkdownText source="# Loud" />);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Loud');
  });
});
