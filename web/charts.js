// Chart.js in the page's colours, with a text description for screen readers.
import { h } from './dom.js';

const probe = document.createElement('span');
probe.hidden = true;
document.documentElement.append(probe);

/** A colour of the style sheet in the current theme. */
export function colour(name, opacity = 1) {
  probe.style.color = `var(--${name})`;
  const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g);
  return `rgb(${r} ${g} ${b} / ${opacity})`;
}

const known = [];
/** The same colour for the same model on every view. */
export function seriesName(model) {
  if (!known.includes(model)) known.push(model);
  return `series-${(known.indexOf(model) % 6) + 1}`;
}
export const modelColour = (model, opacity) => colour(seriesName(model), opacity);
export const nameModels = (models) => models.forEach(seriesName);

export function swatch(model) {
  const mark = h('span.swatch', { 'aria-hidden': 'true' });
  mark.style.background = `var(--${seriesName(model)})`;
  return mark;
}

function axis(title, format, more = {}) {
  return {
    title: { display: Boolean(title), text: title, color: colour('muted'), font: { size: 11 } },
    grid: { color: colour('line'), drawBorder: false, tickLength: 4 },
    ticks: { color: colour('muted'), font: { size: 11 }, maxRotation: 0, autoSkipPadding: 16, maxTicksLimit: 6, ...(format && { callback: format }) },
    ...more,
  };
}

/**
 * A chart whose data can be replaced. `options()` is called again when the theme changes and returns { type, data, x,
 * y, legend, tooltip, stacked }, where x and y are { title, format, ... }.
 */
export class Figure {
  constructor(label, options, { tall = false } = {}) {
    this.canvas = h('canvas', { role: 'img', 'aria-label': label });
    this.element = h('div.chart', { class: tall ? 'chart tall' : 'chart' }, this.canvas);
    this.options = options;
    this.onTheme = () => this.draw();
    document.addEventListener('themechange', this.onTheme);
  }

  draw() {
    this.chart?.destroy();
    const { type, data, x = {}, y = {}, legend = true, tooltip = {}, stacked = false } = this.options();
    const scaleOf = ({ title, format, ...more }) => ({ ...axis(title, format, more), stacked });
    this.chart = new window.Chart(this.canvas, {
      type,
      data,
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, parsing: true,
        interaction: { mode: 'index', intersect: false },
        scales: { x: scaleOf(x), y: scaleOf({ beginAtZero: true, ...y }) },
        plugins: {
          legend: { display: legend, position: 'bottom', align: 'start', labels: { color: colour('muted'), boxWidth: 9, boxHeight: 9, padding: 14, font: { size: 12 } } },
          tooltip: { backgroundColor: colour('text'), titleColor: colour('surface'), bodyColor: colour('surface'), cornerRadius: 6, padding: 9, boxPadding: 4, ...tooltip },
        },
      },
    });
  }

  /** Draws the current data of options(); `label` describes it in words. */
  update(label) {
    if (label) this.canvas.setAttribute('aria-label', label);
    if (!this.chart) return this.draw();
    this.chart.data = this.options().data;
    this.chart.update('none');
  }

  destroy() {
    document.removeEventListener('themechange', this.onTheme);
    this.chart?.destroy();
  }
}
