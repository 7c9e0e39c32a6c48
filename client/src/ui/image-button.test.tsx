import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../test/render-with-api.tsx';
import { useImageUpload } from '../lib/image-upload.ts';
import type { SendImage } from '../lib/image-upload.ts';
import { ImageButton } from './image-button.tsx';

const uploaded = { url: '/uploads/x.webp', width: 6, height: 4, sizeBytes: 12 };
const file = () => new File(['picture'], 'cat.png', { type: 'image/png' });

function show(send: SendImage) {
  const onImage = vi.fn<() => void>();
  function Sample() {
    return <ImageButton image={useImageUpload(send)} label="Upload a picture" onImage={onImage} />;
  }
  const { container } = renderWithApi(<Sample />, {});
  const input = container.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) throw new Error('The button stands beside an input for a file.');
  return { onImage, choose: (chosen: File) => fireEvent.change(input, { target: { files: [chosen] } }) };
}

test('a file that was chosen is sent as base64, and its address is handed on', async () => {
  const sent: unknown[] = [];
  const { onImage, choose } = show(async (input) => {
    sent.push(input);
    return uploaded;
  });
  choose(file());
  await waitFor(() => expect(onImage).toHaveBeenCalledWith(uploaded));
  expect(sent).toEqual([{ data: btoa('picture') }]);
  expect(screen.getByRole('button', { name: 'Upload a picture' }).isConnected).toBe(true);
});

test('while it travels there is a bar that says how far it is, and a way to stop it', async () => {
  const { onImage, choose } = show(
    (_, { context, signal }) =>
      new Promise((_resolve, reject) => {
        context.onSent(40);
        signal?.addEventListener('abort', () => reject(new Error('given up')));
      }),
  );
  choose(file());
  await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('value')).toBe('40'));
  fireEvent.click(screen.getByRole('button', { name: 'Stop uploading' }));
  expect(screen.getByRole('button', { name: 'Upload a picture' }).isConnected).toBe(true);
  expect(onImage).not.toHaveBeenCalled();
  expect(screen.getByRole('alert').textContent).toBe('');
});

test('a refusal is said in the words of the contract, and another file may be chosen', async () => {
  const answers: (() => Promise<typeof uploaded>)[] = [
    async () => Promise.reject(refusal('NOT_AN_IMAGE')),
    async () => uploaded,
  ];
  const { onImage, choose } = show(() => answers.shift()?.() ?? Promise.reject(new Error('Asked too often.')));
  choose(file());
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This is no picture that can be read'));
  choose(file());
  await waitFor(() => expect(onImage).toHaveBeenCalledWith(uploaded));
  expect(screen.getByRole('alert').textContent).toBe('');
});

test('what is too large for the server does not travel', async () => {
  const { choose } = show(() => Promise.reject(new Error('It was sent.')));
  choose(new File([new Uint8Array(10_485_761)], 'huge.png', { type: 'image/png' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('at most 10 MB'));
});
