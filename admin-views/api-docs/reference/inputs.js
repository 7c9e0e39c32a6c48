// What is typed to be sent, read as JSON before anything is.

/** Reads the input of a form: `{ input }`, or null where it is no JSON, which is then said beside it. */
export function readInput(form, { isBare }) {
  const text = form.querySelector('textarea');
  const wrong = form.querySelector('.wrong');
  const written = text.value.trim();
  wrong.textContent = '';
  text.removeAttribute('aria-invalid');
  // Nothing at all is what a procedure is called with that takes nothing, or can do without.
  if (isBare || written === '') return { input: undefined };
  try {
    return { input: JSON.parse(written) };
  } catch (error) {
    wrong.textContent = `This is no JSON, so it was not sent. ${error.message}`;
    text.setAttribute('aria-invalid', 'true');
    text.focus();
    return null;
  }
}
