/**
 * The script of the preview: what is typed goes to the server with all that was said before, and what comes back is drawn as a
 * Matrix client draws it. When the knowledge has changed, the whole conversation is answered again in place.
 * @typedef {{ html: string[], text: string, band: 'answer' | 'suggest' | 'refuse' | 'silent' }} Answer
 * @typedef {{ file: string, line: number, message: string }} KnowledgeError
 * @typedef {{ version?: string, errors: KnowledgeError[], changes: string[], greetings?: { direct: string, room: string } }} State
 */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

const timeline = element('timeline', HTMLDivElement);
const composer = element('composer', HTMLFormElement);
const input = element('message', HTMLTextAreaElement);
const plain = element('plain', HTMLInputElement);
const announcement = element('announcement', HTMLParagraphElement);

/**
 * One turn: what was said, the answer, and where the answer is drawn.
 * @type {{ text: string, answer?: Answer, place: HTMLElement }[]}
 */
let turns = [];
/** @type {State | undefined} */
let state;
/** Answers to an older question do not overtake those to a newer one. */
let asked = 0;

/** What portable HTML is made of; a client drops the rest, and so does this page. */
const allowed = new Set('P BR STRONG EM U DEL CODE PRE A UL OL LI BLOCKQUOTE'.split(' '));

/**
 * Copies what a client shows of a message.
 * @param {Node} from
 * @param {Node} to
 */
function copyShown(from, to) {
  for (const child of from.childNodes) {
    if (child instanceof Text) to.appendChild(document.createTextNode(child.data));
    if (!(child instanceof HTMLElement)) continue;
    if (!allowed.has(child.tagName)) {
      copyShown(child, to);
      continue;
    }
    const copy = document.createElement(child.tagName);
    if (copy instanceof HTMLAnchorElement && /^(https?|mailto):/.test(child.getAttribute('href') ?? '')) {
      copy.href = child.getAttribute('href') ?? '';
      copy.target = '_blank';
      copy.rel = 'noreferrer noopener';
    }
    if (copy instanceof HTMLOListElement) copy.start = Number(child.getAttribute('start') ?? 1);
    copyShown(child, copy);
    if (copy instanceof HTMLAnchorElement) copy.append(hidden(' (nouvel onglet)'));
    to.appendChild(copy);
  }
}

/** @param {string} text */
function hidden(text) {
  return Object.assign(document.createElement('span'), { className: 'hidden', textContent: text });
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} content
 */
function make(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

const now = () => new Date().toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });

/**
 * A message of the bot, or several.
 * @param {HTMLElement} place
 * @param {readonly string[]} html
 * @param {string} [text] the plain body, for those who want to see it
 * @param {boolean} [isUpdated]
 */
function drawTheirs(place, html, text, isUpdated = false) {
  if (html.length === 0) {
    place.className = 'note';
    place.replaceChildren('communs-bot ne répond pas à ce message.');
    return;
  }
  const bubbles =
    plain.checked && text !== undefined
      ? [make('div', 'bubble plain', text)]
      : html.map((one) => {
          const bubble = make('div', 'bubble');
          copyShown(new DOMParser().parseFromString(one, 'text/html').body, bubble);
          return bubble;
        });
  const avatar = make('span', 'avatar', 'cb');
  avatar.ariaHidden = 'true';
  const who = make(
    'p',
    'who',
    make('strong', '', 'communs-bot'),
    ' ',
    make('span', '', place.dataset.at ?? ''),
  );
  if (isUpdated) who.append(' ', make('span', 'updated', 'réponse mise à jour'));
  place.className = 'message theirs';
  place.replaceChildren(avatar, who, ...bubbles);
}

/** A place for an answer, at the end. */
function newPlace() {
  const place = document.createElement('div');
  place.dataset.at = now();
  return place;
}

/** Where one speaks: between two, or in a room without naming the bot. */
function isDirect() {
  const chosen = document.querySelector('input[name=where]:checked');
  return !(chosen instanceof HTMLInputElement) || chosen.value === 'direct';
}

/**
 * What each turn of the conversation gets.
 * @param {readonly string[]} texts
 * @returns {Promise<Answer[]>}
 */
async function ask(texts) {
  const response = await fetch('/conversation', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ turns: texts, direct: isDirect() }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const bands = {
  answer: 'Dernière réponse : certaine.',
  suggest: 'Dernière réponse : suggestion, à confirmer par la personne.',
  refuse: 'Dernière réponse : le bot dit qu’il ne sait pas.',
  silent: 'Dernière réponse : silence.',
};

/** @param {Answer | undefined} answer */
function tellBand(answer) {
  const band = element('band', HTMLParagraphElement);
  band.hidden = answer === undefined;
  if (answer !== undefined) band.textContent = bands[answer.band];
}

/** Says something and draws the answer. @param {string} text */
async function say(text) {
  asked += 1;
  const mine = asked;
  const own = make('div', 'message own', make('p', 'who', 'Vous ', make('span', '', now())));
  own.append(make('div', 'bubble', text));
  const place = newPlace();
  timeline.append(own, place);
  const turn = { text, place };
  turns.push(turn);
  await answerAgain(mine, () => timeline.scrollTo({ top: own.offsetTop - 8 }));
}

/**
 * Answers every turn, and draws what is new or has changed.
 * @param {number} mine
 * @param {() => void} [done]
 */
async function answerAgain(mine, done) {
  /** @type {Answer[]} */
  let answers;
  try {
    answers = await ask(turns.map(({ text }) => text));
  } catch (error) {
    if (mine === asked) failed(error);
    return;
  }
  if (mine !== asked) return;
  let updated = 0;
  for (const [index, turn] of turns.entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    const isUpdated = turn.answer !== undefined && !isSame(turn.answer, answer);
    if (turn.answer === undefined || isUpdated) drawTheirs(turn.place, answer.html, answer.text, isUpdated);
    if (isUpdated) updated += 1;
    turn.answer = answer;
  }
  tellBand(answers.at(-1));
  if (updated > 0) announce(updated === 1 ? '1 réponse a changé.' : `${updated} réponses ont changé.`);
  done?.();
}

/** @param {Answer} left @param {Answer} right */
function isSame(left, right) {
  return left.text === right.text && left.html.join() === right.html.join();
}

/** The last turn could not be answered: its text goes back to where it can be sent again. @param {unknown} error */
function failed(error) {
  const last = turns.at(-1);
  if (last === undefined || last.answer !== undefined) return;
  turns.pop();
  const reason =
    error instanceof TypeError ? 'L’aperçu est arrêté : relancez « npm run preview ».' : String(error);
  last.place.className = 'note';
  last.place.textContent = reason.replace(/^Error: /, '');
  if (input.value === '') input.value = last.text;
}

/** @param {string} text */
function announce(text) {
  announcement.textContent = text;
}

/** Begins anew, with what the bot says first. */
function restart() {
  asked += 1;
  turns = [];
  tellBand(undefined);
  const today = new Date().toLocaleDateString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });
  timeline.replaceChildren(make('p', 'note', today));
  element('room-kind', HTMLParagraphElement).textContent = isDirect()
    ? 'Message direct'
    : 'Salon de plusieurs personnes';
  const greeting = isDirect() ? state?.greetings?.direct : state?.greetings?.room;
  if (greeting === undefined) return;
  const place = newPlace();
  timeline.append(place);
  drawTheirs(place, [greeting]);
}

/** @param {State} state */
function versionLine({ version, errors }) {
  if (version === undefined) return 'communs-bot répondra quand elles seront corrigées.';
  return errors.length > 0 ? 'La dernière version correcte répond encore.' : `Version ${version}`;
}

/** @param {State} next */
function showState(next) {
  const isFirst = state?.version === undefined;
  const isNew = next.version !== state?.version;
  state = next;
  const count = next.errors.length;
  const wrong = count > 0;
  const errors = count === 1 ? '1 erreur' : `${count} erreurs`;
  const summary = element('summary', HTMLAnchorElement);
  summary.textContent = `Connaissances : ${wrong ? errors : 'aucune erreur'}`;
  summary.classList.toggle('wrong', wrong);
  const line = element('state', HTMLParagraphElement);
  line.classList.toggle('wrong', wrong);
  line.textContent = wrong ? `${errors} dans les fichiers` : 'Aucune erreur';
  element('version', HTMLParagraphElement).textContent = versionLine(next);
  const list = element('errors', HTMLOListElement);
  list.hidden = !wrong;
  list.replaceChildren(
    ...next.errors.map(({ file, line: number, message }) =>
      make('li', '', make('code', 'place', `${file}:${number}`), make('div', '', message)),
    ),
  );
  element('changes', HTMLDivElement).hidden = next.changes.length === 0;
  element('change-list', HTMLUListElement).replaceChildren(
    ...next.changes.map((change) => make('li', '', change)),
  );
  if (isFirst && turns.length === 0) restart();
  else if (isNew && turns.length > 0) {
    asked += 1;
    void answerAgain(asked);
  }
  if (!isFirst || wrong) announce(`Connaissances : ${wrong ? errors : 'aucune erreur'}.`);
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  input.focus();
  if (text === '') return;
  input.value = '';
  void say(text);
});

input.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

element('restart', HTMLButtonElement).addEventListener('click', () => {
  restart();
  input.focus();
});

for (const where of document.querySelectorAll('input[name=where]')) where.addEventListener('change', restart);

element('widths', HTMLFieldSetElement).addEventListener('change', ({ target }) => {
  document.body.classList.toggle('phone', target instanceof HTMLInputElement && target.value === 'phone');
});

plain.addEventListener('change', () => {
  for (const { place, answer } of turns)
    if (answer !== undefined) drawTheirs(place, answer.html, answer.text);
});

/** A tab that is not looked at lets go of the server: a browser holds few connections to one. @type {EventSource | undefined} */
let events;
function follow() {
  events?.close();
  events = undefined;
  if (document.hidden) return;
  events = new EventSource('/evenements');
  events.addEventListener('message', ({ data }) => showState(JSON.parse(data)));
  events.addEventListener('error', () => {
    const line = element('state', HTMLParagraphElement);
    line.textContent = 'L’aperçu est arrêté : relancez « npm run preview ».';
    line.classList.add('wrong');
  });
}
document.addEventListener('visibilitychange', follow);
follow();
input.focus();
