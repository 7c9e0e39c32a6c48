import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { ReportButton } from './report-button.tsx';

const send = async () => fireEvent.click(await screen.findByRole('button', { name: 'Send report' }));
const open = () => fireEvent.click(screen.getByRole('button', { name: 'Report this comment' }));

test('a report is sent with its reason and note, and thanks stand where the form stood', async () => {
  const create = vi.fn<() => null>(() => null);
  renderWithApi(<ReportButton slug="moss" commentId={7} />, { 'reports.create': create });
  open();
  fireEvent.click(await screen.findByRole('radio', { name: 'Advertising or spam' }));
  fireEvent.change(screen.getByLabelText('What should the moderators know?'), { target: { value: 'Looms.' } });
  await send();
  expect(await screen.findByText('Thank you. The moderators will look at it.')).toBeDefined();
  expect(create).toHaveBeenCalledWith({ slug: 'moss', commentId: 7, reason: 'spam', note: 'Looms.' });
  expect(screen.queryByRole('form')).toBeNull();
});

test('without a reason nothing is sent, and the choice says what is missing', async () => {
  const create = vi.fn<() => null>(() => null);
  renderWithApi(<ReportButton slug="moss" commentId={7} />, { 'reports.create': create });
  open();
  await send();
  expect(await screen.findByText('Reason must be one of the reasons.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('radiogroup', { name: 'Reason' }));
  expect(create).not.toHaveBeenCalled();
});

test('a refusal leaves the form with what was written, and Cancel goes back to the button', async () => {
  renderWithApi(<ReportButton slug="moss" commentId={7} />, {
    'reports.create': () => {
      throw refusal('UNAVAILABLE');
    },
  });
  open();
  fireEvent.click(await screen.findByRole('radio', { name: 'Something else' }));
  fireEvent.change(screen.getByLabelText('What should the moderators know?'), { target: { value: 'Look.' } });
  await send();
  expect(await screen.findByText(/This is not available/)).toBeDefined();
  expect(screen.getByLabelText<HTMLTextAreaElement>('What should the moderators know?').value).toBe('Look.');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Report this comment' }));
});
