// Where should the cut lie? Verdicts so far, what each cut would be worth, and what it would do to recent traffic.
import { get, postForText } from '../api.js';
import { colour, Figure, swatch } from '../charts.js';
import { append, empty, figures, fill, h, holdsSelection, meter, panel } from '../dom.js';
import { count, percent } from '../format.js';
import { tierOf } from './decision.js';

export const title = 'Calibrate';

/** Dollars for 1000 prompts of 1000 tokens, with answers of as many, on each tier's model; relative units unless all have a price and one is above 0. */
export function pricesOf(tiers, models) {
  const known = tiers.map((tier) => models.find((model) => model.name === tier.model)?.price);
  if (known.every(Boolean)) {
    const by = known.map((price) => price.input + price.output + price.per_call * 1000);
    if (Math.max(...by) > 0) return { told: true, by };
  }
  return { told: false, by: tiers.map((_, i) => 0.2 + (0.8 * i) / Math.max(1, tiers.length - 1)) };
}

const moved = (tiers, which, cut) => tiers.map((tier, i) => i === which ? { ...tier, min_score: cut } : tier);

/** Share of the bill of always-dearest, and of prompts that got their model or a higher one, under this ladder. */
export function worth(ladder, labels, prices) {
  const rank = new Map(ladder.map((tier, i) => [tier.model, i]).reverse());
  const dearest = Math.max(...prices);
  let all = 0, right = 0, enough = 0, bill = 0;
  for (const { label, scores } of labels) {
    if (!rank.has(label)) continue;
    scores.forEach((number, hundredth) => {
      if (!number) return;
      const tier = tierOf(ladder, hundredth / 100);
      all += number;
      bill += number * prices[tier];
      if (ladder[tier].model === label) right += number;
      if (tier >= rank.get(label)) enough += number;
    });
  }
  return { all, right: right / all, enough: enough / all, bill: bill / (dearest * all) };
}

/** How many requests with these scores each model would get. */
export function sharesOf(ladder, scores) {
  const sent = new Map(ladder.map((tier) => [tier.model, 0]));
  for (const score of scores) {
    const { model } = ladder[tierOf(ladder, score)];
    sent.set(model, sent.get(model) + 1);
  }
  return sent;
}

function labelsPanel(report, { least = 30, purpose = 'a curve needs to mean something', fit = 'To fit a boundary to them' } = {}) {
  const most = Math.max(...report.labels.map((each) => each.count));
  return panel('Verdicts so far', { note: report.partial ? 'the newest 16 MB of the log' : undefined },
    h('div.stack.tight', {},
      h('div.bars', {}, report.labels.map((each) => [
        h('span', {}, swatch(each.label), each.label, !each.configured && h('span.warn', {}, ' (not configured)')),
        meter(each.count / most, `Verdicts for ${each.label}`), h('span', {}, count(each.count))])),
      report.total < least && h('p.warn.small', {}, `${report.total} of about ${least} verdicts that ${purpose}.`),
      report.problem && h('p.warn.small', {}, `The log has lines that cannot be read: ${report.problem}`),
      h('p.muted.small', {}, 'From ', h('code', {}, report.file), `. ${fit}: `, h('code', {}, 'wayfinder-router recalibrate --dry-run'))));
}

const noLabels = (report) => panel('No verdicts yet', {}, empty(
  'Calibrating needs prompts with the model that each deserves.',
  h('p.muted', {}, 'Give some in the ', h('a', { href: '#/playground' }, 'playground'), ' by saying whether the right model answered, or let your app post them:'),
  h('pre', { tabindex: 0, 'aria-label': 'Example request' }, `curl ${location.origin}/v1/feedback \\\n  -d '{"text": "the prompt", "label": "model"}'`),
  report.problem && h('p.warn.small', {}, report.problem)));

const noCut = () => panel('A classifier decides', { class: 'span-12' }, empty(
  'There is no cut to move.',
  h('p.muted', {}, 'A classifier weighs the features for each model. It is fitted to the verdicts by:'),
  h('pre', { tabindex: 0, 'aria-label': 'Command' }, 'wayfinder-router recalibrate --dry-run')));

/** With policy "skill" the more expensive model gets a share of the traffic, and verdicts teach which prompts belong to it. */
async function showSkill(root, routing) {
  const { models, dear_shares: shares, fixed } = routing;
  const share = models.map((model, i) => (i === 0 ? 1 : shares[i - 1]) - (shares[i] ?? 0));
  const command = (text) => h('pre', { tabindex: 0, 'aria-label': 'Command' }, text);
  const report = await get('router/labels');
  append(root, [h('div.grid', {},
    panel('Shares decide', { class: 'span-6', note: fixed ? 'of the table of scores' : 'of the traffic' }, h('div.stack.tight', {},
      h('div.bars', {}, models.map((model, i) => [h('span', {}, swatch(model), model), meter(share[i], `Share of ${model}`), h('span', {}, percent(share[i], 0))])),
      h('p.muted', {}, 'The prompts that gain most from a dearer model go to it. There is no cut of the score to move here: the shares are ',
        h('code', {}, fixed ? 'threshold' : 'dear_share'), ' of ', h('code', {}, '[routing]'), '.'),
      h('p.muted', {}, 'Verdicts teach which prompts gain. To learn from those of the feedback log, and to see what it would change:'),
      command('wayfinder-router recalibrate --dry-run'),
      h('p.muted', {}, 'From a file of labelled prompts:'),
      command('wayfinder-router calibrate labels.jsonl --mode learned'))),
    h('div.span-6', {}, report.labels.length > 0
      ? labelsPanel(report, { least: 100, purpose: 'words are learned from', fit: 'To learn from them' }) : noLabels(report)))]);
  return {};
}

export async function start(root, { now, complain }) {
  append(root, [h('div.head', {}, h('h1', {}, title))]);
  const { tiers } = now.routing;
  if (now.routing.kind === 'skill') return showSkill(root, now.routing);
  if (!tiers || tiers.length < 2) {
    append(root, [h('div.grid', {}, tiers ? panel('One tier', { class: 'span-12' }, empty('All requests go to one model; there is no cut to move.')) : noCut())]);
    return {};
  }
  const [labels, fleet] = await Promise.all([get('router/labels'), get('router/fleet')]);
  const prices = pricesOf(tiers, fleet.models);
  const usable = labels.labels.filter((each) => tiers.some((tier) => tier.model === each.label));
  const enough = usable.length > 0;
  let which = 1;
  let cut = tiers[1].min_score;
  let recent = [];
  const range = () => [which > 1 ? tiers[which - 1].min_score + 0.01 : 0.01, which + 1 < tiers.length ? tiers[which + 1].min_score - 0.01 : 1];

  const cutText = h('output.num', { for: 'new-cut' });
  const slider = h('input', { type: 'range', id: 'new-cut', step: 0.01, oninput: () => {
    cut = Number(slider.value);
    draw();
  } });
  const boundary = h('select', { id: 'boundary', onchange: () => {
    which = Number(boundary.value);
    aim();
    draw();
  } }, tiers.slice(1).map((tier, i) => h('option', { value: i + 1 }, `${tiers[i].model} | ${tier.model}`)));
  const preview = h('div');
  const value = h('div');
  const download = h('button.primary', { type: 'button', onclick: save }, 'Download fragment');

  const curve = new Figure('Quality against cost', () => {
    const [low, high] = range();
    const points = [];
    for (let step = Math.round(low * 100); step <= Math.round(high * 100); ++step) {
      const at = worth(moved(tiers, which, step / 100), usable, prices.by);
      points.push({ x: at.bill * 100, y: at.enough * 100, cut: step / 100 });
    }
    const point = (label, ladder, name) => {
      const at = worth(ladder, usable, prices.by);
      return { label, type: 'scatter', data: [{ x: at.bill * 100, y: at.enough * 100, cut: ladder[which].min_score }], backgroundColor: colour(name), borderColor: colour('surface'), borderWidth: 2, pointRadius: 7, pointHoverRadius: 8 };
    };
    return {
      type: 'scatter',
      data: { datasets: [
        point('in force', tiers, 'series-3'), point('preview', moved(tiers, which, cut), 'series-1'),
        { label: 'every cut', type: 'line', data: points.sort((a, b) => a.x - b.x), borderColor: colour('muted'), backgroundColor: colour('muted'), borderWidth: 1.5, pointRadius: 0, stepped: false },
      ] },
      x: { title: prices.told ? 'bill, % of always-dearest' : 'bill, % of always-dearest (relative prices)', type: 'linear', format: (v) => `${Math.round(v)} %` },
      y: { title: 'good enough, % of verdicts', suggestedMax: 100, format: (v) => `${v} %` },
      tooltip: { callbacks: { title: () => '', label: (item) => ` cut ${item.raw.cut.toFixed(2)}: ${item.raw.y.toFixed(0)} % good enough at ${item.raw.x.toFixed(0)} % of the bill` } },
    };
  }, { tall: true });

  function aim() {
    const [low, high] = range();
    cut = tiers[which].min_score;
    Object.assign(slider, { min: low, max: high, value: cut });
  }

  function sharesPanel() {
    if (recent.length === 0) return h('p.muted', {}, 'No recent traffic to preview on.');
    const before = sharesOf(tiers, recent);
    const after = sharesOf(moved(tiers, which, cut), recent);
    return h('div.bars', { 'data-preview': '' }, [...after].map(([model, number]) => [
      h('span', {}, swatch(model), model), meter(number / recent.length, `Share of ${model} in the preview`, { colour: `var(--accent)` }),
      h('span', {}, `${number} of ${recent.length} `, h('span.muted', {}, number === before.get(model) ? 'as now' : `now ${before.get(model)}`))]));
  }

  function draw() {
    cutText.textContent = cut.toFixed(2);
    const ladder = moved(tiers, which, cut);
    fill(preview, sharesPanel());
    if (!enough) return;
    const [old, fresh] = [worth(tiers, usable, prices.by), worth(ladder, usable, prices.by)];
    const change = (a, b) => a === b ? 'as now' : `now ${percent(a)}`;
    fill(value, figures([
      ['Good enough', percent(fresh.enough), change(old.enough, fresh.enough)],
      ['Exactly right', percent(fresh.right), change(old.right, fresh.right)],
      ['Bill', percent(fresh.bill), `${change(old.bill, fresh.bill)} · of always-dearest${prices.told ? '' : ', relative prices'}`],
    ]));
    curve.update(`Quality against cost: with the cut at ${cut.toFixed(2)}, ${percent(fresh.enough)} of the verdicts are met at ${percent(fresh.bill)} of the bill`);
  }

  async function save() {
    try {
      const minScores = moved(tiers, which, cut).map((tier) => tier.min_score);
      const toml = await postForText('router/config', { min_scores: minScores });
      const url = URL.createObjectURL(new Blob([toml], { type: 'application/toml' }));
      h('a', { href: url, download: 'wayfinder-routing.toml' }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      complain(error.message);
    }
  }

  append(root, [h('div.grid', {},
    h('div.span-5.stack', {},
      panel('Cut', {}, h('div.stack.tight', {},
        tiers.length > 2 && h('div.field', {}, h('label', { for: 'boundary' }, 'Boundary'), boundary),
        h('div.field', {}, h('div.row', {}, h('label', { for: 'new-cut' }, 'Scores from here on go up'), cutText), slider),
        h('div.row', {}, download, h('span.muted.small', {}, 'to put in the place of [routing]')))),
      panel('Preview on recent traffic', { note: 'requests that were scored' }, preview),
      enough ? labelsPanel(labels) : noLabels(labels)),
    h('div.span-7.stack', {},
      enough ? panel('Quality against cost', { note: 'on all verdicts; for prompts not seen, see calibrate' }, h('div.stack.tight', {}, value, curve.element))
        : panel('Quality against cost', {}, h('p.muted', {}, 'The curve appears with the first verdicts.'))))]);
  aim();
  if (enough) curve.draw();

  async function refresh() {
    const { recent: all } = await get('router/recent?limit=200');
    recent = all.filter((entry) => entry.mode !== 'pinned').map((entry) => entry.score);
    if (![preview, value].some(holdsSelection)) draw();
  }
  return { refresh, every: 5000, stop: () => curve.destroy() };
}
