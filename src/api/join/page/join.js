/**
 * The customer's page: shows the conversation behind the link in the address and sends what is written. Whatever comes
 * from the server is put in as text, never as markup.
 */

const POLL_MS = 2_000;
const HIDDEN_POLL_MS = 15_000;
const LONGEST_PAUSE_MS = 30_000;
const SEND_PATIENCE_MS = 15_000;
/** So far from its end the list is still followed. */
const NEAR_END_PIXELS = 120;

const token = location.pathname.split('/').at(-1);
const address = `/v1/join/${token}/messages`;

const page = {
  greeting: document.querySelector('#greeting'),
  scroll: document.querySelector('main'),
  list: document.querySelector('#messages'),
  notice: document.querySelector('#notice'),
  form: document.querySelector('form'),
  text: document.querySelector('textarea'),
  send: document.querySelector('form button'),
};

/** Messages by ID: those that the server has, and those that it does not have yet. */
const messages = new Map();
let cursor = null;
let timer = null;
let asking = false;
let failures = 0;
let over = false;
let unread = 0;

class Refused extends Error {
  constructor(status) {
    super(`The server answered ${String(status)}.`);
    this.status = status;
  }
}

async function call(url, options = {}) {
  const response = await fetch(url, {
    ...options,
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(SEND_PATIENCE_MS),
  });
  if (!response.ok) throw new Refused(response.status);
  return response.json();
}

// Reading

async function poll() {
  clearTimeout(timer);
  if (over || asking) return;
  asking = true;
  try {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const answer = await call(`${address}${query}`);
    const more = answer.nextCursor !== cursor && answer.items.length > 0;
    cursor = answer.nextCursor;
    failures = 0;
    show(answer);
    next(more ? 0 : document.hidden ? HIDDEN_POLL_MS : POLL_MS);
  } catch (error) {
    if (isOver(error)) return;
    failures += 1;
    // One lost answer is nothing to worry anybody with.
    if (failures > 1) page.notice.textContent = 'The connection is lost. Trying again …';
    next(Math.min(POLL_MS * 2 ** failures, LONGEST_PAUSE_MS));
  } finally {
    asking = false;
  }
}

function next(pauseMs) {
  timer = setTimeout(() => void poll(), pauseMs);
}

/** Expired or revoked while the page was open. */
function isOver(error) {
  if (!(error instanceof Refused) || (error.status !== 410 && error.status !== 404)) return false;
  over = true;
  clearTimeout(timer);
  page.notice.textContent = 'This link is no longer active. Please ask for a new one.';
  for (const control of [page.text, page.send]) control.disabled = true;
  for (const message of messages.values()) if (message.state !== 'kept') render(message);
  return true;
}

function show({ customer, session, items }) {
  page.greeting.textContent =
    customer.name === null ? 'How can we help?' : `Hello, ${customer.name}`;
  page.notice.textContent = session.open
    ? ''
    : 'This conversation has ended. If you write again, a new one begins.';
  for (const item of items) {
    const known = messages.get(item.messageId);
    if (known?.state === 'kept' && known.text === item.text && known.at === item.at) continue;
    if (known === undefined && item.author.type !== 'customer') countUnread();
    put({ ...known, ...item, state: 'kept' });
  }
}

function countUnread() {
  if (!document.hidden) return;
  unread += 1;
  document.title = `(${String(unread)}) Chat`;
}

// Writing

/** As random as a UUID; `crypto.randomUUID` is missing where the page is served without https. */
function newMessageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function write() {
  const text = page.text.value;
  if (over || text.trim() === '') return;
  page.text.value = '';
  fitText();
  const author = { type: 'customer', name: null };
  const messageId = newMessageId();
  put({ messageId, text, author, at: new Date().toISOString(), state: 'sending' });
  page.scroll.scrollTop = page.scroll.scrollHeight;
  void send(messageId);
}

/** Safe to repeat: the server keeps a message ID once. */
async function send(messageId) {
  const message = messages.get(messageId);
  put({ ...message, state: 'sending' });
  try {
    await call(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ messageId, text: message.text }),
    });
    settle(messageId, 'sent');
    setTimeout(() => void poll(), 300);
  } catch (error) {
    settle(messageId, 'failed');
    isOver(error);
  }
}

/** The conversation may have shown the message before its own answer came. */
function settle(messageId, state) {
  const message = messages.get(messageId);
  if (message.state === 'sending') put({ ...message, state });
}

// Showing

const NAMES = { customer: 'You', agent: 'Agent', bot: 'Assistant', system: '' };
const STATES = { sending: 'Sending …', sent: 'Sent', failed: 'Not sent.', kept: '' };
const time = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'short' });

function put(message) {
  messages.set(message.messageId, message);
  const follow =
    page.scroll.scrollHeight - page.scroll.scrollTop - page.scroll.clientHeight < NEAR_END_PIXELS;
  render(message);
  if (follow) page.scroll.scrollTop = page.scroll.scrollHeight;
}

function render(message) {
  const { state, author, text, at } = message;
  const item = message.item ?? document.createElement('li');
  message.item = item;
  item.className = `${author.type} ${state}`;
  const body = document.createElement('p');
  body.dir = 'auto';
  body.textContent = text;
  item.replaceChildren(byline(author, at), body, ...stateOf(message));
  place(item, at);
}

function byline(author, at) {
  const line = document.createElement('div');
  line.className = 'by';
  const name = document.createElement('strong');
  name.textContent = author.name ?? NAMES[author.type];
  const when = document.createElement('time');
  const instant = new Date(at);
  when.dateTime = at;
  const today = instant.toDateString() === new Date().toDateString();
  when.textContent = (today ? time : day).format(instant);
  line.append(name, when);
  return line;
}

function stateOf({ state, messageId }) {
  if (STATES[state] === '') return [];
  const said = document.createElement('div');
  said.className = 'state';
  said.textContent = STATES[state];
  if (state !== 'failed' || over) return [said];
  const again = document.createElement('button');
  again.type = 'button';
  again.textContent = 'Try again';
  again.addEventListener('click', () => {
    page.text.focus();
    void send(messageId);
  });
  return [said, again];
}

/** By time; what the server does not have yet stands by the clock here, and moves when that is wrong. */
function place(item, at) {
  item.dataset.at = at;
  let before = page.list.lastElementChild;
  while (before !== null && (before === item || before.dataset.at > at)) {
    before = before.previousElementSibling;
  }
  const after = before === null ? page.list.firstElementChild : before.nextElementSibling;
  if (after !== item) page.list.insertBefore(item, after);
}

function fitText() {
  page.text.style.height = 'auto';
  page.text.style.height = `${String(page.text.scrollHeight + 2)}px`;
}

page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  write();
  page.text.focus();
});
page.text.addEventListener('input', fitText);
page.text.addEventListener('keydown', (event) => {
  const onPhone = matchMedia('(pointer: coarse)').matches;
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || onPhone) return;
  event.preventDefault();
  write();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  document.title = 'Chat';
  void poll();
});
addEventListener('online', () => {
  for (const { messageId, state } of messages.values())
    if (state === 'failed') void send(messageId);
  void poll();
});
void poll();
