// The last 200 requests: where each went, why, and what it cost.
import { get } from '../api.js';
import { append, empty, fill, h, holdsSelection, panel, table } from '../dom.js';
import { ago, clock, count, date, duration, money, none } from '../format.js';
import { contributions, drawScale, modelName, why } from './decision.js';
import { curlExample } from './samples.js';

export const title = 'Traffic';

const outcomes = {
  answered: ['good', 'answered'], cached: ['good', 'from cache'], cut: ['warn', 'broken off'],
  abandoned: ['warn', 'client left'], failed: ['bad', 'failed'],
};
const outcome = (entry) => {
  const [tone, text] = outcomes[entry.outcome] ?? ['', entry.outcome];
  return h('span.pill', { class: `pill ${tone}` }, `${entry.status} ${text}`);
};
const served = (entry) => entry.served_by === entry.model ? modelName(entry.model)
  : h('span', {}, modelName(entry.served_by), h('span.muted', {}, ` for ${entry.model}`));
const cost = (entry) => entry.cost ? money(entry.cost.realized, entry.cost.unit) : none;

/** What decides if the score does not. */
const unread = { classifier: 'a classifier', skill: 'what a dearer model would gain' };

async function showDetail(entry, { tiers, kind }) {
  const dialog = document.getElementById('detail');
  const detail = await get(`router/recent/${encodeURIComponent(entry.request_id)}`);
  const facts = [
    ['Request', h('span.mono', {}, detail.request_id)], ['When', `${date(detail.ts)} (${ago(detail.ts)})`],
    ['Went to', served(detail)], ['Why', why(detail.mode)], ['Outcome', outcome(detail)], ['Key', detail.key ?? none],
    ['First byte', duration(detail.first_byte)], ['In all', `${duration(detail.duration)}${detail.streamed ? ', streamed' : ''}`],
    ...(detail.cost ? [
      ['Tokens', `${count(detail.prompt_tokens)} in, ${count(detail.completion_tokens)} out${detail.cost.estimated ? ' (estimated)' : ''}`],
      ['Cost', `${money(detail.cost.realized, detail.cost.unit)}; always-dearest ${money(detail.cost.baseline, detail.cost.unit)}; saved ${money(detail.cost.saved, detail.cost.unit)}`],
    ] : []),
  ];
  const scale = h('div.scale');
  if (tiers) drawScale(scale, tiers, detail.score);
  fill(dialog, h('div.inside', {},
    h('div.head', {}, h('h1', { id: 'detail-title' }, tiers ? `Score ${detail.score.toFixed(2)} → ${detail.model}` : `Went to ${detail.model}`), h('span.spring'),
      h('button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Close')),
    tiers ? scale : h('p.muted', {}, `Its score is ${detail.score.toFixed(2)}, but `, unread[kind], ' decides.'),
    detail.contributions
      ? h('section.stack.tight', { 'aria-label': 'What the score is made of' }, h('h2', {}, 'What the score is made of'), contributions(detail.contributions))
      : h('p.muted', {}, 'What the score was made of is known for requests since the last start only.'),
    h('dl.facts', {}, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))));
  dialog.showModal();
}

export async function start(root, { now, fail }) {
  let all = { recent: [], total: 0 };
  let paused = false;
  const place = h('div');
  const found = h('span.muted.small', { role: 'status' });
  const search = h('input', { type: 'search', placeholder: 'Request id, key or model', 'aria-label': 'Search requests', oninput: draw });
  const model = h('select', { 'aria-label': 'Model', onchange: draw }, h('option', { value: '' }, 'All models'));
  const ending = h('select', { 'aria-label': 'Outcome', onchange: draw }, h('option', { value: '' }, 'All outcomes'),
    Object.entries(outcomes).map(([value, [, text]]) => h('option', { value }, text)));
  const pause = h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    pause.textContent = paused ? 'Resume' : 'Pause';
  } }, 'Pause');
  append(root, [h('div.head', {}, h('h1', {}, title), found, h('span.spring'), search, model, ending, pause), place]);

  const open = (entry) => showDetail(entry, now.routing).catch(fail);
  const columns = [
    { name: 'Time', class: 'nowrap', cell: (e) => h('button.link.num', { type: 'button', 'aria-label': `Details of ${e.request_id}`, onclick: () => open(e) }, clock(e.ts)) },
    { name: 'Model', cell: served },
    { name: 'Score', right: true, cell: (e) => e.score.toFixed(2) },
    { name: 'Why', class: 'extra', cell: (e) => why(e.mode) },
    { name: 'Key', class: 'extra', cell: (e) => e.key ?? none },
    { name: 'Tokens', class: 'extra', right: true, cell: (e) => e.cost ? count(e.cost.tokens) : none },
    { name: 'Cost', right: true, cell: cost },
    { name: 'First byte', class: 'extra', right: true, cell: (e) => duration(e.first_byte) },
    { name: 'Total', right: true, cell: (e) => duration(e.duration) },
    { name: 'Outcome', class: 'wide bare', cell: outcome },
  ];

  function draw() {
    const models = new Set([...model.options].map((option) => option.value));
    for (const name of Object.keys(all.by_model ?? {})) if (!models.has(name)) append(model, [h('option', { value: name }, name)]);
    const words = search.value.trim().toLowerCase();
    const rows = all.recent.filter((e) =>
      (!model.value || e.model === model.value || e.served_by === model.value) && (!ending.value || e.outcome === ending.value) &&
      (!words || [e.request_id, e.key ?? '', e.model, e.served_by].some((text) => text.toLowerCase().includes(words))));
    found.textContent = all.total ? `${rows.length} of the last ${all.total} requests` : '';
    if (all.total === 0)
      return fill(place, panel('No requests yet', {}, empty('Decisions show here as they are made.', h('p.muted', {}, 'Each with its score, the reason, and what it cost; never with its prompt.'), h('pre', { tabindex: 0, 'aria-label': 'Example request' }, curlExample(now)))));
    // Rows are replaced: keyboard focus stays on the row that had it.
    const focused = document.activeElement?.getAttribute('aria-label');
    fill(place, panel('Requests', { class: 'bare' }, rows.length ? table(columns, rows, { caption: 'Recent requests', open }) : h('p.muted', {}, 'No request matches.')));
    if (focused?.startsWith('Details of')) place.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }

  async function refresh() {
    if (paused || document.getElementById('detail').open) return;
    all = await get('router/recent?limit=200');
    if (!holdsSelection(place)) draw();
  }
  return { refresh, every: 3000, stop: () => document.getElementById('detail').close() };
}
