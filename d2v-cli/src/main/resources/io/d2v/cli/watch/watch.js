// Follows a run: asks run.json every two seconds, and for curves and pictures where they changed.
'use strict';

const EVERY = 2000;
const KINDS = ['fine', 'watch', 'alarm']; // verdicts with a colour
const shown = { charts: '', pictures: '' };
const follow = place('follow');
let timer = 0;

function place(id) {
  return document.getElementById(id);
}

function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) {
    made.className = kind;
  }
  made.textContent = text;
  return made;
}

/** Says something anew only where it changed, so that it is not read out again and again. */
function say(id, text) {
  const where = place(id);
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

async function ask(address) {
  const answer = await fetch(address, { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return answer;
}

/** The elements of a page that the watcher made, within what has this selector. */
async function parts(address, selector) {
  const page = new DOMParser().parseFromString(await (await ask(address)).text(), 'text/html');
  const within = page.querySelector(selector);
  return within ? [...within.children].map(child => document.importNode(child, true)) : [];
}

function gauge(one) {
  const item = element('li', KINDS.includes(one.verdict) ? one.verdict : '', '');
  item.append(
    element('span', 'name', one.name),
    element('span', 'value', one.value),
    element('span', 'verdict', one.verdict),
    element('span', 'words', one.words));
  return item;
}

function row(one) {
  const line = document.createElement('tr');
  const name = element('th', '', one.name);
  name.scope = 'row';
  line.append(name, element('td', '', one.value));
  return line;
}

function showRun(run) {
  const name = run.run.split('/').filter(part => part).pop();
  say('run', name);
  place('run').title = run.run;
  document.title = `${name}: ${run.state}, step ${run.step}`;
  say('state', run.state);
  say('step', `step ${run.step}` + (run.steps ? ` of ${run.steps}` : ''));
  const progress = place('progress');
  progress.hidden = !run.steps;
  progress.max = run.steps || 1;
  progress.value = run.step;
  say('note', run.note);
  place('note').hidden = !run.note;
  place('no-gauges').hidden = run.gauges.length > 0;
  const judged = run.gauges.filter(one => one.verdict !== 'no threshold');
  place('judged').replaceChildren(...judged.map(gauge));
  place('all').replaceChildren(...run.gauges.map(row));
  say('pictures-words', run.pictures.words);
}

async function look() {
  const run = await (await ask('run.json')).json();
  showRun(run);
  if (run.charts !== shown.charts) {
    place('charts').replaceChildren(...await parts('charts.html', 'body'));
    shown.charts = run.charts;
  }
  if (run.pictures.version !== shown.pictures) {
    const drawn = await parts('pictures.html', 'main');
    place('pictures').replaceChildren(...drawn.filter(part => part.localName !== 'h1').map(lower));
    place('pictures-page').hidden = false;
    shown.pictures = run.pictures.version;
  }
}

/** A heading of the pictures' page is one of a part of this page. */
function lower(part) {
  return part.localName === 'h2' ? element('h3', '', part.textContent) : part;
}

async function again() {
  clearTimeout(timer);
  if (follow.getAttribute('aria-pressed') !== 'true') {
    return;
  }
  if (!document.hidden) {
    try {
      await look();
      say('asked', `as of ${new Date().toLocaleTimeString()}`);
    } catch (failed) {
      say('asked', 'd2v watch does not answer: has it ended? Asked again and again.');
    }
  }
  timer = setTimeout(again, EVERY);
}

follow.addEventListener('click', () => {
  const on = follow.getAttribute('aria-pressed') !== 'true';
  follow.setAttribute('aria-pressed', String(on));
  if (on) {
    again();
  } else {
    clearTimeout(timer);
    say('asked', `as it was at ${new Date().toLocaleTimeString()}`);
  }
});
document.addEventListener('visibilitychange', again);
again();
