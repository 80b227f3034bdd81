// Virtual keys: what each may spend and has spent. The gateway searches, sorts and divides them into pages.
import { get } from '../api.js';
import { append, empty, fill, h, holdsSelection, meter, panel, table } from '../dom.js';
import { ago, count, date, money, none, percent } from '../format.js';

export const title = 'Keys';

const windows = { day: 'a day', month: 'a month', all: 'in all' };

function state(key) {
  if (key.state !== 'active') return h('span.pill', { class: `pill ${key.state === 'expired' ? 'warn' : 'bad'}` }, key.state);
  return key.expires ? h('span.muted.small', { title: date(key.expires) }, `until ${new Date(key.expires * 1000).toLocaleDateString('en-GB')}`) : null;
}

function budget(key) {
  if (!key.budget) return h('span.muted', {}, 'no budget');
  const { limit, spent, window } = key.budget;
  const share = limit ? spent / limit : 1;
  return h('div', { title: `${money(spent)} of ${money(limit)} ${windows[window]}` },
    meter(share, `Budget of ${key.id}`, { warnAt: 0.8 }),
    h('span.small.num', { class: `small num ${share >= 1 ? 'bad' : share >= 0.8 ? 'warn' : 'muted'}` }, `${percent(share, 0)} of ${money(limit)} ${windows[window]}`));
}

function limits(key) {
  const rate = key.rate_limit;
  if (!rate) return h('span.muted', {}, none);
  const per = rate.window_seconds === 60 ? 'min' : `${rate.window_seconds} s`;
  return [rate.rpm !== null && `${count(rate.rpm)} req/${per}`, rate.tpm !== null && `${count(rate.tpm)} tok/${per}`,
    rate.max_in_flight !== null && `${rate.max_in_flight} at once`].filter(Boolean).join(' · ') || none;
}

const columns = [
  { name: 'Key', class: 'lead', cell: (k) => h('div', {}, h('b.mono', {}, k.id), ' ', state(k), k.tags.length > 0 && h('div', {}, k.tags.map((tag) => [h('span.tag', {}, tag), ' ']))) },
  { name: 'Budget', class: 'wide', cell: budget },
  { name: 'Today', right: true, cell: (k) => money(k.spent.day) },
  { name: 'Month', right: true, cell: (k) => money(k.spent.month) },
  { name: 'In all', right: true, cell: (k) => money(k.spent.all) },
  { name: 'Limits', class: 'wide', cell: limits },
  { name: 'Models', class: 'wide', cell: (k) => k.models.length ? k.models.join(', ') : h('span.muted', {}, 'all') },
  { name: 'In flight', right: true, cell: (k) => count(k.in_flight) },
  { name: 'Last used', class: 'nowrap wide', cell: (k) => k.last_used === null ? h('span.muted', {}, 'not since start') : h('span', { title: date(k.last_used) }, ago(k.last_used)) },
];

const noKeys = () => panel('No virtual keys', {}, empty(
  'Everybody who can reach the gateway may use it.',
  h('p.muted', {}, 'From the first key on, every request needs one, and each key can have a budget, limits and models of its own. This makes one and prints what to put into the configuration:'),
  h('pre', { tabindex: 0, 'aria-label': 'Command' }, 'wayfinder-router keys new --id team-1 --budget 5 --rpm 60'),
  h('p.muted.small', {}, 'With keys, this page needs gateway.admin: a token, a listener of its own, or “router” in its open pages.')));

export async function start(root, { now, fail }) {
  if (now.keys === 0) {
    append(root, [h('div.head', {}, h('h1', {}, title)), noKeys()]);
    return { every: 5000 };
  }
  let page = 1;
  let waiting;
  let newest = 0; // the number of the last request: answers may arrive in another order
  const place = h('div');
  const found = h('span.muted.small', { role: 'status' });
  const where = h('span.muted.small.num');
  const search = h('input', { type: 'search', placeholder: 'Key or tag', 'aria-label': 'Search keys', oninput: () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => turn(1), 200);
  } });
  const order = h('select', { 'aria-label': 'Order', onchange: () => turn(1) },
    [['id', 'By name'], ['spent', 'By spend this month'], ['budget', 'By budget used'], ['used', 'By last use']].map(([value, text]) => h('option', { value }, text)));
  const back = h('button', { type: 'button', onclick: () => turn(page - 1) }, 'Previous');
  const next = h('button', { type: 'button', onclick: () => turn(page + 1) }, 'Next');
  append(root, [
    h('div.head', {}, h('h1', {}, title), found, h('span.spring'), search, order),
    place,
    h('nav.row', { 'aria-label': 'Pages of keys' }, h('span.spring'), where, back, next)]);

  async function turn(to) {
    page = to;
    await ask().then(draw).catch(fail);
  }

  /** Fetches the page of keys; undefined if a newer request was made in the meantime. */
  async function ask() {
    const mine = ++newest;
    const query = new URLSearchParams({ search: search.value.trim(), sort: order.value, page });
    const answer = await get(`router/keys?${query.toString().replaceAll('+', '%20')}`);
    return mine === newest ? answer : undefined;
  }

  function draw(answer) {
    if (!answer) return;
    const pages = Math.max(1, Math.ceil(answer.matching / answer.per_page));
    if (page > pages) return turn(pages);
    found.textContent = answer.matching === answer.total ? `${count(answer.total)} keys` : `${count(answer.matching)} of ${count(answer.total)} keys`;
    where.textContent = `Page ${page} of ${count(pages)}`;
    back.disabled = page <= 1;
    next.disabled = page >= pages;
    fill(place, panel('Keys', {}, answer.keys.length ? table(columns, answer.keys, { caption: 'Virtual keys' }) : h('p.muted', {}, 'No key or tag matches.')));
  }

  async function refresh() {
    const answer = await ask();
    if (!holdsSelection(place)) draw(answer);
  }
  return { refresh, every: 5000, stop: () => clearTimeout(waiting) };
}
