// A prompt, its score as it is typed, and the model's answer.
import { asClient, deltas, post, told } from '../api.js';
import { append, fill, h, panel } from '../dom.js';
import { duration, money, percent } from '../format.js';
import { contributions, drawScale, ladderOf, modelName, skillTerms, tierOf, why } from './decision.js';

export const title = 'Playground';

const keySlot = 'wayfinder-client-key'; // kept for this tab only, like the admin token
const sample = 'Compare two ways to shard a PostgreSQL table of 2 billion rows.\n\n- tenants differ in size by 1000x\n- no downtime\n- show the migration steps as a numbered list';

/** Buttons that say which model the prompt deserves. */
function verdict(said, models, complain, feedbackNeedsToken) {
  const place = h('div.row', { 'aria-label': 'Verdict on the answer', role: 'group' });
  const send = async (label) => {
    try {
      await asClient('v1/feedback', { text: said.text, label }, { key: said.key });
      fill(place, h('span.good', { role: 'status' }, `Kept: this prompt deserves ${label}.`), ' ', h('a', { href: '#/calibrate' }, 'Calibrate'));
    } catch (error) {
      complain(feedbackNeedsToken ? `${error.message} Put the feedback token into the key's field.` : error.message);
    }
  };
  const others = models.filter((model) => model !== said.model);
  const better = () => {
    if (others.length === 1) return send(others[0]);
    return fill(place, h('span.muted', {}, 'Which model should have answered?'),
      others.map((model) => h('button', { type: 'button', onclick: () => send(model) }, model)));
  };
  return fill(place, h('span.muted.small', {}, `Was ${said.model} the right model?`),
    h('button', { type: 'button', onclick: () => send(said.model) }, h('span.thumb'), 'Yes'),
    others.length > 0 && h('button', { type: 'button', onclick: better }, h('span.thumb.down'), 'No'));
}

export async function start(root, { now, complain }) {
  const bySkill = now.routing.kind === 'skill';
  const tiers = ladderOf(now.routing);
  const twoTiers = tiers?.length === 2;
  const models = [...new Set(now.routing.models)];
  const traffic = now.routing.fixed ? 'the table of scores' : 'the traffic';
  let cut = twoTiers ? tiers[1].min_score : null;
  let last; // the score of the current text
  let asked; // the request for it
  let waiting;
  let answering;

  const text = h('textarea', { id: 'prompt', placeholder: 'Type a prompt; its score follows as you type.', oninput: () => {
    clearTimeout(waiting);
    waiting = setTimeout(rescore, 90);
  } });
  const scale = h('div.scale');
  const outcome = h('p', { role: 'status', 'aria-live': 'polite' });
  const parts = h('div');
  const cutText = h('output', { for: 'cut', class: 'num' });
  const slider = h('input', { type: 'range', id: 'cut', min: 0, max: 1, step: 0.01, props: { value: cut ?? 0 }, oninput: () => {
    cut = Number(slider.value);
    decide();
  } });
  const reset = h('button.quiet', { type: 'button', onclick: () => {
    cut = tiers[1].min_score;
    slider.value = cut;
    decide();
  } }, 'Reset');
  const key = h('input', { type: 'password', id: 'client-key', autocomplete: 'off', props: { value: sessionStorage.getItem(keySlot) ?? '' }, onchange: () => sessionStorage.setItem(keySlot, key.value.trim()) });
  const go = h('button.primary', { type: 'button', id: 'send', onclick: send }, 'Send to auto');
  const stopButton = h('button', { type: 'button', hidden: true, onclick: () => answering?.abort() }, 'Stop');
  const facts = h('p.muted.small', { role: 'status' });
  const answer = h('div.answer', { tabindex: 0, 'aria-label': 'Answer' }, h('span.muted', {}, 'The answer appears here as it is written.'));
  const opinion = h('div');

  const ladder = () => twoTiers ? [tiers[0], { ...tiers[1], min_score: cut }] : tiers;
  const isMoved = () => twoTiers && cut !== tiers[1].min_score;
  const placeOf = (decision) => bySkill ? decision.percentile : decision.score;

  function decide() {
    cutText.textContent = cut === null ? '' : cut.toFixed(2);
    reset.hidden = !isMoved();
    if (tiers) drawScale(scale, ladder(), last ? placeOf(last) : null);
    if (!last) return fill(outcome, h('span.muted', {}, 'Nothing typed yet.'));
    const model = isMoved() ? ladder()[tierOf(ladder(), placeOf(last))].model : last.model;
    fill(outcome, bySkill ? ['Scores above ', h('b.num', { id: 'score' }, percent(last.percentile, 0)), ` of ${traffic}`] : ['Score ', h('b.num', { id: 'score' }, last.score.toFixed(2))],
      ' → ', h('b', { id: 'goes-to' }, modelName(model)),
      isMoved() ? h('span.muted', {}, ` with the cut at ${cut.toFixed(2)}`) : last.abstained && h('span.muted', {}, ', so close to the cut that the score does not tell'));
    fill(parts, bySkill ? skillTerms(last.skill_terms) : contributions(last.contributions));
  }

  async function rescore() {
    asked?.abort();
    asked = new AbortController();
    if (!text.value) {
      last = undefined;
      fill(parts);
      return decide();
    }
    try {
      last = await post('router/score', { text: text.value }, asked.signal);
      decide();
    } catch (error) {
      if (error.name !== 'AbortError') complain(error.message);
    }
  }

  async function send() {
    if (!text.value.trim()) return text.focus();
    complain();
    answering = new AbortController();
    go.disabled = true;
    stopButton.hidden = false;
    fill(answer);
    fill(opinion);
    facts.textContent = 'Asking …';
    const began = performance.now();
    const prompt = text.value;
    try {
      const headers = isMoved() ? { 'x-wayfinder-threshold': String(cut) } : {};
      const body = { model: 'auto', stream: true, messages: [{ role: 'user', content: prompt }] };
      const response = await asClient('v1/chat/completions', body, { key: key.value.trim(), headers, signal: answering.signal });
      const seen = (name) => told(response, name);
      let first;
      if (response.headers.get('content-type')?.includes('json')) { // a dry run decides but calls no model
        answer.textContent = JSON.stringify(await response.json(), null, 2);
      } else {
        for await (const piece of deltas(response)) {
          first ??= performance.now() - began;
          answer.append(piece);
        }
      }
      const model = seen('served-by') ?? seen('model');
      const cost = seen('cost');
      facts.textContent = [`${model}, ${why(seen('mode'))}, ${bySkill ? `above ${percent(Number(seen('percentile')), 0)} of ${traffic}` : `score ${seen('score')}`}`, first !== undefined && `first text after ${duration(first / 1000)}`,
        `done after ${duration((performance.now() - began) / 1000)}`, cost && Number(cost) >= 0 && money(Number(cost)), seen('cache') === 'hit' && 'from the cache'].filter(Boolean).join(' · ');
      fill(opinion, verdict({ text: prompt, model, key: key.value.trim() }, models, complain, now.feedback_needs_token));
    } catch (error) {
      facts.textContent = '';
      if (error.name === 'AbortError') facts.textContent = 'Stopped.';
      else if (error.code === 'unknown_endpoint') fill(answer, h('span.bad', {}, 'This listener is for operators alone: chat requests go to the gateway’s other address. Scores work here all the same.'));
      else fill(answer, h('span.bad', {}, error.message));
      if (error.status === 401) key.focus();
    }
    go.disabled = false;
    stopButton.hidden = true;
  }

  append(root, [
    h('div.head', {}, h('h1', {}, title), h('span.muted.small', {}, 'Prompts typed here are scored and not kept; sent ones are requests like any other.')),
    h('div.grid', {},
      h('div.span-7.stack', {},
        panel('Prompt', { actions: h('button.quiet', { type: 'button', onclick: () => {
          text.value = sample;
          rescore();
        } }, 'Use an example') },
        h('div.stack.tight', {}, h('label', { for: 'prompt', hidden: true }, 'Prompt'), text,
          (now.keys > 0 || now.feedback_needs_token) && h('div.field', {}, h('label', { for: 'client-key' }, now.keys > 0 ? 'Virtual key, to send with' : 'Feedback token'), key),
          h('div.row', {}, go, stopButton, facts))),
        panel('Answer', {}, h('div.stack.tight', {}, answer, opinion))),
      h('div.span-5.stack', {},
        panel('Decision', {}, h('div.stack.tight', {}, outcome, tiers && scale,
          twoTiers
            ? h('div.field', {}, h('div.row', {}, h('label', { for: 'cut' }, `Cut between ${tiers[0].model} and ${tiers[1].model}${bySkill ? `, as a share of ${traffic}` : ''}`), cutText, h('span.spring'), reset), slider)
            : h('p.muted.small', {}, tiers ? 'The cut can be moved per request on ladders of two tiers; this one has ' + tiers.length + '.' : 'A classifier decides here: the score is shown, and not looked at.'))),
        panel('What the score is made of', {}, parts)))]);
  text.setAttribute('aria-label', 'Prompt');
  decide();
  return { every: 5000, stop: () => { clearTimeout(waiting); asked?.abort(); answering?.abort(); } };
}
