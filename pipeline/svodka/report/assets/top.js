// What every page begins with, which so need not stand in each: the way to the text, the sections, the search.
'use strict';

/** An element with text or children; nothing here ever parses HTML. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

{
  const root = document.documentElement.dataset.root;
  const page = location.pathname.split('/').pop();
  const sections = ['documents', 'people', 'organisations', 'places', 'quotations'].map((name) => element('a',
    { href: `${root}${name}.html`, 'aria-current': !root && page === `${name}.html` && 'page' }, LABELS[name]));
  document.currentScript.after(
    element('a', { class: 'skip', href: '#main' }, LABELS.skip),
    element('header', { class: 'top' },
      element('a', { class: 'home', href: `${root}index.html` }, LABELS.title),
      element('nav', { 'aria-label': LABELS.sections }, ...sections),
      element('form', { class: 'find', role: 'search', action: `${root}search.html`, method: 'get' },
        element('input', { type: 'search', name: 'q', 'aria-label': LABELS.search_all, placeholder: LABELS.search_all,
          autocomplete: 'off' }),
        element('button', {}, LABELS.find)),
      element('button', { type: 'button', id: 'theme', 'aria-label': LABELS.theme, title: LABELS.theme, hidden: true }, '◐')));
}
