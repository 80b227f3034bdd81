// Numbers with their units, for people.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const none = '–';

export function count(value) {
  if (value === null || value === undefined) return none;
  return Math.abs(value) < 1e6 ? whole.format(value) : compact.format(value);
}

/** Dollars with as many digits as are useful, or relative units. */
export function money(value, unit = 'usd') {
  if (value === null || value === undefined || unit === 'unpriced') return none;
  const size = Math.abs(value);
  const digits = size === 0 ? 2 : size >= 1 ? 2 : size >= 0.01 ? 4 : size >= 1e-6 ? 6 : 9;
  const text = size.toLocaleString('en', { minimumFractionDigits: Math.min(2, digits), maximumFractionDigits: digits });
  const sign = value < 0 ? '−' : '';
  return unit === 'relative' ? `${sign}${text} units` : `${sign}$${text}`;
}

export function percent(share, digits = 1) {
  if (share === null || share === undefined || Number.isNaN(share)) return none;
  return `${(share * 100).toFixed(digits)} %`;
}

/** Seconds as µs, ms or s. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return none;
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  if (seconds < 0.1) return `${(seconds * 1e3).toFixed(1)} ms`;
  if (seconds < 1) return `${Math.round(seconds * 1e3)} ms`;
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return span(seconds);
}

/** A long duration in seconds, shown in two units. */
export function span(seconds) {
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [name, size] = units[first];
  const whole = Math.floor(seconds / size);
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
  return rest ? `${whole} ${name} ${rest} ${next[0]}` : `${whole} ${name}`;
}

/** How long ago, from seconds since 1970. */
export function ago(then, now = Date.now() / 1000) {
  if (then === null || then === undefined) return 'never';
  const passed = Math.max(0, now - then);
  return passed < 2 ? 'now' : `${span(passed).split(' ').slice(0, 2).join(' ')} ago`;
}

export function clock(then) {
  const when = new Date(then * 1000);
  const sameDay = when.toDateString() === new Date().toDateString();
  const time = when.toLocaleTimeString('en-GB');
  return sameDay ? time : `${when.toLocaleDateString('en-GB', { day: '2-digit', month: 'short' })} ${time}`;
}

export const date = (then) => new Date(then * 1000).toLocaleString('en-GB');

/** `reasoning_term_count` as `reasoning terms`. */
export const feature = (name) => ({
  word_count: 'words', heading_count: 'headings', max_heading_depth: 'heading depth', list_item_count: 'list items',
  link_count: 'links', code_block_count: 'code blocks', table_row_count: 'table rows',
  reasoning_term_count: 'reasoning terms', math_symbol_count: 'math symbols',
  constraint_term_count: 'constraint terms', question_count: 'questions',
}[name] ?? name.replaceAll('_', ' '));
