// What goes through the gateway, what it costs, what routing saved, how quick it is.
import { get } from '../api.js';
import { colour, Figure, modelColour, swatch } from '../charts.js';
import { append, empty, figures, fill, h, meter, panel, refill, segments } from '../dom.js';
import { count, duration, money, none, percent, span } from '../format.js';
import { curlExample } from './samples.js';

export const title = 'Overview';

const periods = [['today', 'Today'], ['7d', '7 days'], ['30d', '30 days'], ['all', 'All']];
const kept = 150; // samples of the live chart: five minutes
const samples = []; // kept when the view is left, so that the chart is complete on return

function note(now) {
  const last = samples.at(-1);
  if (last && now.started_at !== last.started) samples.length = 0; // the gateway was restarted
  samples.push({ at: now.now, started: now.started_at, total: now.responses.total, failed: now.responses.server_errors });
  if (samples.length > kept) samples.shift();
}

/** Answers a second between each two samples. */
function rates() {
  return samples.slice(1).map((sample, i) => {
    const before = samples[i];
    const passed = Math.max(0.1, sample.at - before.at);
    return { at: sample.at, all: (sample.total - before.total) / passed, failed: (sample.failed - before.failed) / passed };
  });
}

function headline(now, saved) {
  const { total, client_errors: theirs, server_errors: ours } = now.responses;
  const unit = saved.unit;
  return figures([
    ['Requests', count(saved.requests), `${count(saved.cache_hits)} from the cache`],
    [unit === 'usd' ? 'Spend' : 'Spend, relative', money(saved.realized, unit), saved.unpriced_requests ? `${count(saved.unpriced_requests)} without a price` : `${count(saved.tokens)} tokens`],
    ['Saved', money(saved.saved, unit), saved.baseline ? `${saved.saved_pct} % of always-dearest` : 'against always-dearest', saved.saved > 0 ? 'good' : undefined],
    ['Error rate', total ? percent(ours / total) : none, total ? `${count(ours)} of ${count(total)} · ${count(theirs)} refused` : 'since start', ours / total > 0.01 ? 'bad' : undefined],
    ['Latency p50', duration(now.duration.p50), `p99 ${duration(now.duration.p99)}`],
    ['First byte p50', duration(now.first_byte.p50), `p99 ${duration(now.first_byte.p99)}`],
    ['In flight', count(now.in_flight), `up ${span(now.now - now.started_at)}`],
  ]);
}

function shares(saved) {
  const routes = Object.entries(saved.by_route).sort((a, b) => b[1].requests - a[1].requests);
  const all = routes.reduce((sum, [, line]) => sum + line.requests, 0);
  return h('div.bars', {}, routes.map(([model, line]) => [
    h('span', {}, swatch(model), model),
    meter(line.requests / all, `Share of ${model}`, { colour: modelColour(model) }),
    h('span', {}, `${percent(line.requests / all, 0)} `, h('span.muted', {}, `· ${count(line.requests)} · ${money(line.realized, saved.unit)}`)),
  ]));
}

function budget(now) {
  if (!now.budget) return null;
  const { limit, spent, reserved, window, on_breach: then } = now.budget;
  const share = limit ? spent / limit : 1;
  return panel('Budget of the gateway', { class: 'span-12', note: { day: 'today', month: 'this month', all: 'in all' }[window] },
    h('div.stack.tight', {},
      h('div.bars', {}, h('span', {}, `${money(spent)} of ${money(limit)}`), meter(share, 'Budget used', { warnAt: 0.8 }), h('span', {}, percent(share, 0))),
      h('p.muted.small', {}, `${money(reserved)} reserved by requests under way. When it is spent, ${then === 'block' ? 'requests are refused' : 'the cheapest model answers'}.`)));
}

const firstSteps = (now) => panel('No requests yet', { class: 'span-12' }, empty(
  'The gateway is ready; nothing has been asked so far.',
  h('p.muted', {}, now.keys ? 'Send a request with one of the virtual keys, and it shows here within seconds:' : 'Send a request, and it shows here within seconds:'),
  h('pre', { tabindex: 0, 'aria-label': 'Example request' }, curlExample(now)),
  h('p', {}, 'Or try a prompt in the ', h('a', { href: '#/playground' }, 'playground'), '.')));

export async function start(root, { fail }) {
  let period = '30d';
  let asked = 0; // time of the last request for the savings, which is more expensive than the others
  let saved;
  let usual = true; // whether there was any traffic
  const top = h('div');
  const body = h('div.grid');

  const live = new Figure('Answers a second', () => {
    const points = rates();
    return {
      type: 'line', legend: true,
      data: {
        labels: points.map((p) => new Date(p.at * 1000).toLocaleTimeString('en-GB')),
        datasets: [
          { label: 'answers a second', data: points.map((p) => p.all), borderColor: colour('series-1'), backgroundColor: colour('series-1', 0.12), fill: true, borderWidth: 1.5, pointRadius: 0, tension: 0.25 },
          { label: 'of those failed (5xx)', data: points.map((p) => p.failed), borderColor: colour('bad'), backgroundColor: colour('bad'), borderWidth: 1.5, pointRadius: 0, tension: 0.25 },
        ],
      },
      y: { title: 'requests/s', suggestedMax: 1, format: (v) => count(v) === '0' && v > 0 ? v.toFixed(1) : v },
    };
  });
  const daily = new Figure('Spend and savings by day', () => {
    const days = Object.entries(saved.by_day).filter(([day]) => day !== 'older').sort();
    const bar = (label, name, value) => ({ label, data: days.map(([, line]) => value(line)), backgroundColor: colour(name), borderRadius: 3, maxBarThickness: 34 });
    return {
      type: 'bar', stacked: true,
      data: { labels: days.map(([day]) => day.slice(5)), datasets: [bar('spent', 'series-1', (l) => l.realized), bar('saved', 'series-2', (l) => Math.max(0, l.saved))] },
      x: { grid: { display: false } },
      y: { title: saved.unit === 'usd' ? 'US dollars' : 'relative units', format: (v) => money(v, saved.unit) },
      tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${money(item.raw, saved.unit)}` } },
    };
  });
  const places = { share: h('div'), budget: h('div.span-12') };

  append(root, [
    h('div.head', {}, h('h1', {}, title), h('span.spring'),
      segments('Period of requests, spend and savings', periods, period, (next) => {
        period = next;
        asked = 0;
        refresh().catch(fail);
      })),
    top, body]);

  function arrange(now) {
    if (!usual) return fill(body, firstSteps(now));
    fill(body,
      panel('Live', { class: 'span-6', note: 'since this page was opened, 5 minutes at most' }, live.element),
      panel('Spend and savings by day', { class: 'span-6', note: `days in ${now.time_zone}` }, daily.element),
      panel('Where requests went', { class: 'span-12', note: 'by the model that answered' }, places.share),
      places.budget);
    live.draw();
    daily.draw();
  }

  async function refresh() {
    const due = Date.now() - asked > 10_000;
    const [now, report] = await Promise.all([get('router/overview'), due ? get(`v1/savings?period=${period}`) : saved]);
    if (due) asked = Date.now();
    const first = !saved;
    saved = report;
    note(now);
    refill(top, headline(now, saved));
    const any = now.responses.total > 0 || saved.requests > 0 || saved.failed_requests > 0;
    if (first || any !== usual) {
      usual = any;
      arrange(now);
    }
    if (!usual) return;
    live.update(`Answers a second, now ${rates().at(-1)?.all.toFixed(1) ?? 0}`);
    if (due) daily.update(`Spend by day; in this period ${money(saved.realized, saved.unit)} spent, ${money(saved.saved, saved.unit)} saved`);
    refill(places.share, saved.requests ? shares(saved) : h('p.muted', {}, 'No requests were answered in this period.'));
    const held = budget(now);
    places.budget.hidden = !held;
    if (held) refill(places.budget, held);
  }

  return { refresh, every: 2000, stop: () => { live.destroy(); daily.destroy(); } };
}
