import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';
import type { Publishing } from './use-publishing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Asks when a draft is to be published, by the reader's own clock, and says what that means. */
export function SchedulePanel({ publishing, onClose }: { publishing: Publishing; onClose: () => void }): ReactNode {
  const { publishing: said, format } = useWords();
  const id = useId();
  const now = useNow();
  const [value, setValue] = useState(() => localValue(firstOffer(publishing.publishAt)));
  const [isMissing, setIsMissing] = useState(false);
  const moment = momentOf(value);
  const problem = isMissing && moment === null ? said.noTime : publishing.problem;
  async function send(): Promise<void> {
    setIsMissing(moment === null);
    if (moment !== null && (await publishing.schedule(moment))) onClose();
  }
  return (
    <fieldset className="schedule-panel" aria-label={said.atATime}>
      <div className="field">
        <label htmlFor={id}>{said.at}</label>
        <input
          id={id}
          ref={takeFocus}
          type="datetime-local"
          value={value}
          min={localValue(now)}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-means`}
          onChange={({ target }) => setValue(target.value)}
        />
        <p id={`${id}-means`} className="hint">
          {moment === null
            ? said.atHint(zone())
            : `${said.means(format.moment(moment.toISOString()), distance(moment, now))} ${said.atHint(zone())}`}
        </p>
        {problem !== null && <p className="field-problem">{problem}</p>}
      </div>
      <div className="schedule-actions">
        <button type="button" className="button" aria-disabled={publishing.busy !== null} onClick={() => void send()}>
          {publishing.busy === 'schedule' ? said.scheduling : said.schedule}
        </button>
        <button type="button" className="button-quiet" onClick={onClose}>
          {said.close}
        </button>
      </div>
    </fieldset>
  );
}

/** Tomorrow at the next full hour, unless a time was chosen before. */
function firstOffer(publishAt: string | null): Date {
  if (publishAt !== null) return new Date(publishAt);
  const offer = new Date(Date.now() + DAY_MS);
  offer.setMinutes(0, 0, 0);
  return offer;
}

/** A moment as the control writes it: by the local clock, without a zone. */
function localValue(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function momentOf(value: string): Date | null {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** How far ahead, in the language of the page. */
function distance(moment: Date, now: Date): string {
  const ahead = moment.getTime() - now.getTime();
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });
  if (Math.abs(ahead) < HOUR_MS) return format.format(Math.round(ahead / 60_000), 'minute');
  if (Math.abs(ahead) < 2 * DAY_MS) return format.format(Math.round(ahead / HOUR_MS), 'hour');
  return format.format(Math.round(ahead / DAY_MS), 'day');
}

/** React calls it with the element when that appears: whoever opened the panel goes on there. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
