// Addresses within the page: `#notes.list` opens what lies folded there, and what is opened becomes the address.

/** Follows the address of the page from now on, and keeps it up with what is opened by hand. */
export function followPlaces() {
  addEventListener('hashchange', () => show(named()));
  // A toggle does not bubble.
  document.addEventListener('toggle', ({ target }) => target.matches('.entry') && note(target), true);
  document.addEventListener('click', ({ target }) => leaveContents(target.closest('.contents a')));
  document
    .querySelector('.contents')
    .addEventListener('click', ({ target }) => goToGroup(target.closest('[data-group] > summary')));
  watchGroups();
  if (named() !== '') show(named());
}

/** Goes to a place of the page, as following a link to it does. */
export function goTo(id) {
  const address = `#${id}`;
  if (decodeURIComponent(location.hash) === address) show(id);
  else location.hash = address;
}

function named() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

function show(id) {
  const place = document.getElementById(id);
  if (!place) return;
  for (let fold = place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  const entry = place.matches('.detail') ? place.parentElement : null;
  // What is scrolled past takes its real height only then: a second look lands where the first aimed at.
  const look = () => (entry ?? place).scrollIntoView({ block: 'start' });
  look();
  requestAnimationFrame(look);
  entry?.querySelector('summary').focus({ preventScroll: true });
  mark(entry ? id : '');
}

function note(entry) {
  const { id } = entry.querySelector('.detail');
  if (entry.open && named() !== id) history.replaceState(history.state, '', `#${id}`);
  if (!entry.open && named() === id) history.replaceState(history.state, '', location.pathname + location.search);
  mark(entry.open ? id : '');
}

/** Marks in the contents what was opened last. */
function mark(id) {
  for (const link of document.querySelectorAll('.contents [aria-current=true]')) link.removeAttribute('aria-current');
  if (id === '') return;
  const link = document.querySelector(`.contents a[href="#${CSS.escape(id)}"]`);
  if (!link) return;
  link.setAttribute('aria-current', 'true');
  const group = link.closest('details');
  if (group) group.open = true;
}

/** Narrow, the contents lie over the page: whoever chose has seen them. */
function leaveContents(link) {
  if (link && getComputedStyle(document.querySelector('.contents > summary')).display !== 'none') {
    document.querySelector('.contents').open = false;
  }
}

/** A group in the contents opens, and the page goes there. */
function goToGroup(summary) {
  if (!summary || summary.parentElement.open) return;
  document.getElementById(`group/${summary.parentElement.dataset.group}`).scrollIntoView({ block: 'start' });
}

/** Marks in the contents the group that is being read: the last that has begun above the middle. */
function watchGroups() {
  const seen = new Set();
  const watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) seen[isIntersecting ? 'add' : 'delete'](target);
      const here = [...document.querySelectorAll('.group')].findLast((group) => seen.has(group));
      for (const group of document.querySelectorAll('.contents [data-group]')) {
        group.classList.toggle('here', here?.id === `group/${group.dataset.group}`);
      }
    },
    { rootMargin: '-10% 0px -55%' },
  );
  for (const group of document.querySelectorAll('.group')) watcher.observe(group);
}
