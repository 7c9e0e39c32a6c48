/** Reads server-sent events, one at a time; null at the end. */
export function eventsOf(response: Response): () => Promise<string | null> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      const event = text.slice(0, Math.max(end, 0));
      if (end >= 0) text = text.slice(end + 2);
      if (event.startsWith('data: ')) return event.replaceAll(/^data: /gm, '');
      if (end >= 0) continue;
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
      if (done) return null;
      text += value;
    }
  };
}
