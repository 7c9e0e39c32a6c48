import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';

/** Shows the codes, once, with the ways to keep them. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }): ReactNode {
  const { twoFactor: said } = useWords().settings;
  const heading = useRef<HTMLHeadingElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const text = `${said.fileHead}\n\n${codes.join('\n')}\n`;
  return (
    <div className="settings-part">
      <h2 ref={heading} tabIndex={-1}>
        {said.codesTitle}
      </h2>
      <p>{said.codesNote}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="settings-send">
        <button
          type="button"
          className="button-quiet"
          onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => setIsCopied(true))}
        >
          {isCopied ? said.copied : said.copy}
        </button>
        <a
          className="button-quiet"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="conduit-recovery-codes.txt"
        >
          {said.download}
        </a>
      </div>
      <button type="button" className="button" onClick={onKept}>
        {said.kept}
      </button>
    </div>
  );
}
