// The frame of the page: navigation, refreshing, the admin token and the colours.
import { get, health, isSendable, Outage, Refusal, token } from './api.js';
import { nameModels } from './charts.js';
import { fill, h } from './dom.js';
import * as calibrate from './views/calibrate.js';
import * as keys from './views/keys.js';
import * as models from './views/models.js';
import * as overview from './views/overview.js';
import * as playground from './views/playground.js';
import * as traffic from './views/traffic.js';

const views = { overview, traffic, keys, models, playground, calibrate };
const main = document.getElementById('main');
const notice = document.getElementById('notice');
const pill = document.getElementById('health');

let shown; // the current view: { refresh(), every, stop() }
let timer;
let visit = 0; // counts views, so that a late answer for a previous one is dropped
const retrying = ' Trying again.';

function complain(text) {
  notice.hidden = !text;
  notice.textContent = text ?? '';
}

function askForToken(wrong) {
  leave();
  document.getElementById('sign-out').hidden = true;
  const input = h('input', { type: 'password', id: 'token', autocomplete: 'off', required: true, 'aria-describedby': 'token-help' });
  const form = h('form.stack.tight', {
    onsubmit: (event) => {
      event.preventDefault();
      const text = input.value.trim();
      if (!isSendable(text)) return askForToken('No header can hold this text, so it is not the admin token.');
      token.set(text);
      show();
    },
  },
  h('label', { for: 'token' }, 'Admin token'), input,
  h('p.muted.small', { id: 'token-help' }, 'The text whose SHA-256 is gateway.admin.token_hash. It is kept in this tab only, until it is closed.'),
  wrong && h('p.bad', { role: 'alert' }, wrong),
  h('div.row', {}, h('button.primary', { type: 'submit' }, 'Open')));
  fill(main, h('section.panel.sign-in.stack', {}, h('h1', {}, 'This page is for the operator'), form));
  document.title = 'Sign in · Wayfinder Router';
  input.focus();
}

function leave() {
  clearTimeout(timer);
  visit += 1;
  shown?.stop?.();
  shown = undefined;
}

/** Shows the error, and `after` if there was no answer. Returns whether to go on: not while the page asks for the token. */
function failed(error, after = '') {
  if (error.name === 'AbortError') return true;
  if (error instanceof Refusal && error.status === 401) {
    const tried = token.get() !== null;
    token.forget();
    askForToken(tried ? 'That is not the admin token.' : undefined);
    return false;
  }
  if (error instanceof Outage) {
    showPill('bad', 'no answer');
    complain(error.message + after);
  } else if (error instanceof Refusal) {
    complain(error.message);
  } else {
    console.error(error);
    complain(`This page has a fault: ${error.message}. The browser’s console has more.`);
  }
  return true;
}

async function show() {
  leave();
  const mine = visit;
  const asked = location.hash.replace(/^#\/?/, '').split('?')[0];
  const name = Object.hasOwn(views, asked) ? asked : 'overview';
  const view = views[name];
  for (const link of document.querySelectorAll('.top nav a')) {
    const current = link.hash === `#/${name}`;
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
    if (current) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  document.title = `${view.title} · Wayfinder Router`;
  document.getElementById('sign-out').hidden = token.get() === null;
  try {
    const now = await get('router/overview');
    if (mine !== visit) return;
    nameModels(now.routing.models ?? []);
    complain();
    const fail = (error) => mine === visit && failed(error); // for errors of the operator's own actions
    shown = await view.start(fill(main), { now, complain, fail });
    main.dataset.view = name; // what tests wait for
    if (mine !== visit) return shown?.stop?.();
    await tick(mine);
  } catch (error) {
    if (mine === visit && failed(error, retrying)) timer = setTimeout(show, 3000);
  }
}

/** Refreshes the view regularly as long as it is shown and the tab is visible. */
async function tick(mine) {
  if (!document.hidden) {
    try {
      await shown.refresh?.();
      if (mine !== visit) return;
      complain();
      main.dataset.filled = main.dataset.view; // what tests wait for
    } catch (error) {
      if (mine !== visit || !failed(error, retrying)) return;
    }
  }
  if (mine === visit) timer = setTimeout(() => tick(mine), shown.every ?? 2000);
}

function showPill(tone, text, title = '') {
  pill.className = `pill ${tone}`;
  if (pill.textContent !== text) pill.textContent = text; // screen readers announce every change
  pill.title = title;
}

async function checkHealth() {
  const { status, missing_keys: missing, breakers, config, ledger } = await health();
  const reasons = [
    missing && `no key for ${missing.join(', ')}`,
    breakers && `${breakers.length} endpoint${breakers.length > 1 ? 's' : ''} stopped`,
    config?.error && 'the configuration file is not in force',
    ledger && 'the ledger cannot be written',
  ].filter(Boolean);
  const text = status === 'ok' ? 'healthy' : reasons.length ? reasons[0] : status;
  showPill(status === 'ok' ? 'good' : 'warn', text, [...reasons, config?.error].filter(Boolean).join('; '));
}

/** Checks the health every two seconds in every view, also while the page asks for the token. */
async function watchHealth() {
  if (!document.hidden) await checkHealth().catch((error) => showPill('bad', error instanceof Outage ? 'no answer' : 'health unknown'));
  setTimeout(watchHealth, 2000);
}

// Colours: those of the system until the operator chooses others.
const themes = { auto: 'auto', light: 'light', dark: 'dark' };
const theme = document.getElementById('theme');
function paint(choice) {
  if (choice === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  fill(theme, h('span.prefix', {}, 'Theme: '), themes[choice]);
  theme.setAttribute('aria-label', `Theme: ${themes[choice]}`);
  document.dispatchEvent(new Event('themechange'));
}
let choice = themes[localStorage.getItem('wayfinder-theme')] ? localStorage.getItem('wayfinder-theme') : 'auto';
theme.addEventListener('click', () => {
  const order = Object.keys(themes);
  choice = order[(order.indexOf(choice) + 1) % order.length];
  localStorage.setItem('wayfinder-theme', choice);
  paint(choice);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => paint(choice));
paint(choice);

document.getElementById('sign-out').addEventListener('click', () => {
  token.forget();
  show();
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the hash names the view
  main.focus();
});
addEventListener('hashchange', async () => {
  await show();
  main.focus({ preventScroll: true });
});
function begin() {
  show();
  watchHealth();
}
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
else begin();
