// Drawing of a decision: the position of the score on the ladder, and its parts.
import { seriesName, swatch } from '../charts.js';
import { fill, h, meter } from '../dom.js';
import { count, feature } from '../format.js';

/** The highest tier that the score reaches without skipping one, as in the router. */
export function tierOf(tiers, score) {
  let at = 0;
  while (at + 1 < tiers.length && score >= tiers[at + 1].min_score) at += 1;
  return at;
}

/**
 * The lowest score at which each model answers; with policy "skill" the share of the traffic that scores lower.
 * A classifier has no such limits.
 */
export const ladderOf = ({ kind, tiers, models, dear_shares: shares }) => kind !== 'skill' ? tiers
  : models.map((model, i) => ({ model, min_score: i === 0 ? 0 : 1 - shares[i - 1] }));

/** The ladder from 0 to 1 with the score on it, in this element. */
export function drawScale(element, tiers, score) {
  const zones = tiers.map((tier, i) => {
    const end = tiers[i + 1]?.min_score ?? 1;
    const zone = h('span.zone');
    zone.style.left = `${tier.min_score * 100}%`;
    zone.style.width = `${Math.max(0, end - tier.min_score) * 100}%`;
    zone.style.background = `var(--${seriesName(tier.model)})`;
    const name = h('span.name', {}, tier.model);
    name.style.left = `${tier.min_score * 100}%`;
    name.style.maxWidth = `${Math.max(0, end - tier.min_score) * 100}%`;
    const mark = h('span.end', {}, tier.min_score === 0 ? '0' : tier.min_score.toFixed(2));
    mark.style.left = `${tier.min_score * 100}%`;
    mark.hidden = i === 0 && tiers.some((other) => other.min_score > 0 && other.min_score < 0.06); // no room
    if (tier.min_score > 0) mark.style.transform = `translateX(-${tier.min_score > 0.94 ? 100 : 50}%)`;
    return { zone, name, mark };
  });
  const last = h('span.end', { hidden: tiers.at(-1).min_score > 0.94 }, '1');
  last.style.right = '0';
  const track = h('div.track', {}, zones.map((z) => z.zone));
  const needle = element.querySelector('.needle') ?? h('span.needle');
  needle.hidden = score === null;
  requestAnimationFrame(() => (needle.style.left = `${(score ?? 0) * 100}%`));
  const text = score === null ? 'no score yet' : `score ${score.toFixed(2)}, goes to ${tiers[tierOf(tiers, score)].model}`;
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', `Ladder: ${text}`);
  fill(element, zones.map((z) => [z.name, z.mark]), last, track, needle);
}

/** Each feature's part of the score. Those without weight are listed in a line below. */
export function contributions(parts) {
  const weighed = parts.filter((part) => part.weight > 0).sort((a, b) => b.contribution - a.contribution);
  const idle = parts.filter((part) => part.weight === 0 && part.value > 0);
  const most = Math.max(0.0001, ...weighed.map((part) => part.contribution));
  return h('div.stack.tight', {},
    h('div.bars', { 'data-contributions': '' }, weighed.map((part) => [
      h('span', {}, feature(part.name), ' ', h('span.muted', {}, count(part.value))),
      meter(part.contribution / most, `Part of ${feature(part.name)}`),
      h('span.num', {}, part.contribution.toFixed(3)),
    ])),
    idle.length > 0 && h('p.muted.small', {}, `Counted, but of no weight: ${idle.map((part) => `${feature(part.name)} ${part.value}`).join(', ')}.`));
}

/** The parts of a skill score: positive ones favour the more expensive model, negative ones the cheaper model. */
export function skillTerms(terms) {
  const parts = terms.filter((part) => part.name !== 'mean' && Math.abs(part.contribution) >= 0.0005)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const most = Math.max(0.0001, ...parts.map((part) => Math.abs(part.contribution)));
  return h('div.bars', { 'data-contributions': '' }, parts.map((part) => [
    h('span', {}, feature(part.name)),
    meter(Math.abs(part.contribution) / most, `Part of ${feature(part.name)}`),
    h('span.num', {}, `${part.contribution < 0 ? '−' : '+'}${Math.abs(part.contribution).toFixed(3)}`),
  ]));
}

export const modelName = (model) => h('span', {}, swatch(model), model);

/** Why a model was chosen: a routing mode in words. */
export const why = (mode) => ({
  scored: 'by score', pinned: 'named by the client', 'threshold-override': 'threshold of the client', sticky: 'conversation stays up',
  'key-scoped': 'allowed to the key', 'budget-degraded': 'budget allows no more',
  explored: 'drawn to explore', requirements: 'can do what is asked for',
  session: 'model of the conversation',
}[mode] ?? mode);
