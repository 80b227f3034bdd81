// Elements without a framework. Text is always text: nothing here parses HTML.

/** `h('a.quiet', { href }, 'text', child)`: on* are listeners, aria/data and the rest attributes, props properties. */
export function h(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'props') Object.assign(element, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

export function append(element, children) {
  for (const child of children.flat(Infinity))
    if (child !== undefined && child !== null && child !== false) element.append(child);
}

/** Replaces all children. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Whether some of this element's text is selected, for example to copy it. */
export function holdsSelection(element) {
  const marked = getSelection();
  return !marked.isCollapsed && marked.containsNode(element, true);
}

/** fill() for automatic updates: an element with selected text stays as it is. */
export const refill = (element, ...children) => holdsSelection(element) ? element : fill(element, ...children);

export function panel(title, attributes, ...children) {
  const { class: classes = '', note, actions, ...rest } = attributes;
  return h('section.panel', { 'aria-label': title, class: `panel ${classes}`, ...rest },
    h('header', {}, h('h2', {}, title), note && h('span.muted.small', {}, note), actions && h('span.spring'), actions),
    children);
}

/** A share of 1 as a bar; above `warnAt` it warns, from 1 on it is bad. */
export function meter(share, label, { warnAt = Infinity, colour } = {}) {
  const level = share >= 1 && warnAt < Infinity ? 'bad' : share >= warnAt ? 'warn' : '';
  const filled = h('span');
  filled.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  if (colour && !level) filled.style.background = colour;
  return h('span.meter', {
    class: `meter ${level}`, role: 'meter', 'aria-label': label,
    'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(share * 100),
  }, filled);
}

/** Figures side by side: [name, value, note] each. */
export function figures(list) {
  return h('dl.figures', {}, list.map(([name, value, note, tone]) =>
    h('div.figure', { 'data-figure': name }, h('dt', {}, name), h('dd.value', { class: `value ${tone ?? ''}` }, value),
      note && h('dd.note', {}, note))));
}

/** Buttons of which one is pressed. */
export function segments(label, options, chosen, choose) {
  const group = h('div.segments', { role: 'group', 'aria-label': label });
  const buttons = options.map(([value, text]) =>
    h('button', {
      type: 'button', 'aria-pressed': String(value === chosen),
      onclick: (event) => {
        for (const each of buttons) each.setAttribute('aria-pressed', String(each === event.currentTarget));
        choose(value);
      },
    }, text));
  append(group, buttons);
  return group;
}

/** A table whose columns are { name, cell(row), right, class }. `cards` makes each row a card on a phone. */
export function table(columns, rows, { caption, open } = {}) {
  const head = h('tr', {}, columns.map((c) => h('th', { scope: 'col', class: c.right ? 'right' : undefined }, c.name)));
  const body = rows.map((row) => h('tr', open ? { class: 'open', onclick: (event) => {
    // Selecting text of a row with the mouse ends with a click, too.
    if (!event.target.closest('button, a') && !holdsSelection(event.currentTarget)) open(row);
  } } : {}, columns.map((c) => h('td', {
    class: [c.right ? 'right' : '', c.class ?? ''].join(' ').trim() || undefined, 'data-name': c.name,
  }, c.cell(row)))));
  return h('div.table', {}, h('table.cards', { 'aria-label': caption }, h('thead', {}, head), h('tbody', {}, body)));
}

/** The content of an empty view: a sentence, and what to do. */
export function empty(title, ...children) {
  return h('div.empty', {}, h('p', {}, h('b', {}, title)), children);
}
