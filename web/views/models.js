// The models: what they cost, how many requests they get, how quick and how well their endpoints are.
import { get } from '../api.js';
import { modelColour } from '../charts.js';
import { append, empty, h, meter, panel, refill } from '../dom.js';
import { count, duration, money, none, percent } from '../format.js';
import { modelName } from './decision.js';

export const title = 'Models';

const breakers = {
  closed: ['good', 'in service'], half_open: ['warn', 'being tried'], open: ['bad', 'stopped'],
};

function endpoint(at) {
  const [tone, text] = at.key_ok ? breakers[at.breaker.replace(/[- ]/g, '_')] ?? ['', at.breaker] : ['warn', 'no key'];
  const facts = [
    at.weight !== 1 && `weight ${at.weight}`, `${at.in_flight} in flight`,
    at.first_byte_p95 !== null && `first byte p95 ${duration(at.first_byte_p95)}`,
    at.failures_in_a_row > 0 && `${at.failures_in_a_row} failures in a row`,
    at.opened > 0 && `stopped ${at.opened} time${at.opened > 1 ? 's' : ''}`,
    at.retry_in && `tried again in ${duration(at.retry_in)}`,
  ].filter(Boolean);
  return h('div.endpoint', {}, h('span.pill', { class: `pill ${tone}` }, text),
    h('span.mono.url', {}, at.base_url, h('span.muted', {}, ` ${at.model}`)),
    h('span.muted.small', {}, facts.join(' · ')));
}

function price({ price: cost }) {
  if (!cost) return h('span.muted', {}, 'not configured');
  const parts = [`${money(cost.input)} in`, `${money(cost.output)} out`];
  if (cost.cached_input !== cost.input) parts.push(`${money(cost.cached_input)} cached in`);
  return `${parts.join(' · ')} per 1M tokens${cost.per_call ? `, ${money(cost.per_call)} a call` : ''}`;
}

function card(model, all) {
  const share = all ? model.chosen / all : 0;
  const facts = [
    ['Chosen', h('span', {}, `${count(model.chosen)} times `, h('span.muted', {}, all ? percent(share, 0) : ''))],
    ['Price', price(model)],
    ['Latency', model.latency.count ? `p50 ${duration(model.latency.p50)} · p99 ${duration(model.latency.p99)}` : none],
    ['Failed calls', h('span', { class: model.upstream_errors ? 'warn' : undefined }, count(model.upstream_errors))],
    model.context_window && ['Takes in', `${count(model.context_window)} tokens`],
    model.fallbacks.length > 0 && ['Falls back to', model.fallbacks.join(', ')],
  ].filter(Boolean);
  return h('section.panel.span-6', { 'aria-label': model.name },
    h('header', {}, h('h2', {}, modelName(model.name))),
    h('div.stack.tight', {},
      meter(share, `Share of ${model.name}`, { colour: modelColour(model.name) }),
      h('dl.facts', {}, facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      h('div', {}, model.endpoints.map(endpoint))));
}

export async function start(root) {
  const place = h('div.grid');
  append(root, [h('div.head', {}, h('h1', {}, title), h('span.muted.small', {}, 'counts and latencies since the start')), place]);
  async function refresh() {
    const { models } = await get('router/fleet');
    const all = models.reduce((sum, model) => sum + model.chosen, 0);
    refill(place, models.length ? models.map((model) => card(model, all)) : panel('No models', { class: 'span-12' }, empty(
      'The configuration names no models, so nothing can answer.',
      h('pre', { tabindex: 0, 'aria-label': 'Example' }, '[gateway.models.local]\nbase_url = "http://127.0.0.1:11434/v1"\nmodel = "llama3.2"'))));
  }
  return { refresh, every: 3000 };
}
