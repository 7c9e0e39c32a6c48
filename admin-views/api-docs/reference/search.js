// The search: `/` goes there, arrows choose, Enter goes to what is chosen, Escape clears.
import { find, readIndex } from './search-index.js';
import { goTo } from './places.js';

const shownMax = 40;

const field = document.querySelector('#find');
const list = document.querySelector('#found');
const count = document.querySelector('.found-count');

let index = null;
let options = [];
let chosen = 0;

/** Has the field find what is typed into it. */
export function offerSearch() {
  // Of a long page it takes a moment: done before the first letter is there.
  field.addEventListener('focus', () => setTimeout(() => (index ??= readIndex())));
  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    // While letters are put together, these keys belong to whoever does that.
    if (event.isComposing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // Pressed, the field keeps the focus until the click has told where to go.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => go(target.closest('[role=option]')));
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input, textarea, select')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

const keys = {
  ArrowDown: () => choose((chosen + 1) % Math.max(1, options.length)),
  ArrowUp: () => choose((chosen + options.length - 1) % Math.max(1, options.length)),
  Enter: () => go(options[chosen]),
  Escape: () => (field.value === '' ? field.blur() : clear()),
};

function look() {
  const query = field.value.trim();
  index ??= readIndex();
  const found = query === '' ? [] : find(index, query);
  options = found.slice(0, shownMax).map((hit, at) => optionOf(hit, at, query));
  list.replaceChildren(...options);
  list.hidden = options.length === 0;
  field.setAttribute('aria-expanded', String(!list.hidden));
  document.body.classList.toggle('finding', query !== '');
  count.textContent = query === '' ? '' : countWords(found.length);
  choose(0);
}

function choose(at) {
  options[chosen]?.setAttribute('aria-selected', 'false');
  chosen = at;
  const option = options[at];
  if (!option) return field.removeAttribute('aria-activedescendant');
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  field.setAttribute('aria-activedescendant', option.id);
}

function clear() {
  field.value = '';
  look();
}

function go(option) {
  if (!option) return;
  const { place } = option.dataset;
  clear();
  field.blur();
  goTo(place);
}

function countWords(number) {
  if (number === 0) return 'Nothing holds that.';
  if (number > shownMax) return `The best ${shownMax} of ${number}`;
  return number === 1 ? '1 found' : `${number} found`;
}

function optionOf({ entry, reason }, at, query) {
  const option = document.createElement('li');
  option.id = `found-${at}`;
  option.role = 'option';
  option.dataset.place = entry.id;
  option.setAttribute('aria-selected', 'false');
  if (entry.isGone) option.classList.add('gone');
  const name = document.createElement('code');
  name.append(...marked(entry.name, query));
  const about = document.createElement('span');
  about.append(...(reason ? [`${reason.what} `, element('code', reason.text)] : [entry.about]));
  option.append(name, ' ', element('small', entry.kind), about);
  return option;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** The name, with what was typed marked in it. */
function marked(name, query) {
  const [word = ''] = query.toLowerCase().split(/\s+/);
  const at = name.toLowerCase().indexOf(word);
  if (at === -1) return [name];
  return [name.slice(0, at), element('mark', name.slice(at, at + word.length)), name.slice(at + word.length)];
}
