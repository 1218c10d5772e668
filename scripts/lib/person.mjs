// Somebody at a keyboard: signs in and uses the HTTP API as a browser would.
import { randomUUID } from 'node:crypto';
import { sleep } from './run.mjs';

/** A request the API refused: its problem's own sentence and code. */
export class Refused extends Error {
  constructor(what, { status, code, detail }) {
    super(`${what}: ${detail ?? `HTTP ${status}`}${code ? ` (${code})` : ''}`);
    this.status = status;
    this.code = code;
  }
}

export class Person {
  #api;
  #cookie = '';

  constructor(api, account) {
    this.#api = api;
    this.name = account.name;
    this.login = account.login;
  }

  /** Signs in and takes the seat asked for, of the posts the person holds. */
  static async signIn(api, account, { office, role } = {}) {
    const person = new Person(api, account);
    const answer = await person.#send('POST', '/session', { login: account.login, password: account.password });
    person.#cookie = answer.headers.getSetCookie()[0].split(';')[0];
    const { post, posts } = await person.get('/me');
    const wanted = office ? posts.find((each) => each.office === office && each.role === role) : post;
    if (!wanted) throw new Error(`${account.login} is not ${role} of ${office}`);
    if (post?.id !== wanted.id) await person.#send('PUT', '/session/post', { postId: wanted.id });
    person.seat = wanted;
    return person;
  }

  signOut() {
    return this.delete('/session');
  }

  async get(path) {
    return (await this.#send('GET', path)).json();
  }

  async bytes(path) {
    return Buffer.from(await (await this.#send('GET', path)).arrayBuffer());
  }

  async post(path, body = {}) {
    const answer = await this.#send('POST', path, body);
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  }

  async delete(path) {
    await this.#send('DELETE', path);
  }

  async upload(path, fileName, bytes, fields = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
    form.append('file', new Blob([bytes]), fileName);
    return (await this.#send('POST', path, form)).json();
  }

  async #send(method, path, body) {
    const json = body !== undefined && !(body instanceof FormData);
    const answer = await fetch(`${this.#api}/api/v1${path}`, {
      method,
      headers: {
        'accept-language': 'zh-CN',
        ...(this.#cookie && { cookie: this.#cookie }),
        ...(json && { 'content-type': 'application/json' }),
        ...(method === 'POST' && path !== '/session' && { 'idempotency-key': randomUUID() }),
      },
      body: json ? JSON.stringify(body) : body,
    });
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => ({}));
    throw new Refused(`${method} ${path}`, {
      status: answer.status,
      code: problem.code,
      detail: problem.messages?.zh ?? problem.detail,
    });
  }
}

/** Asks again until there is an answer: what is waited for happens by itself, on the real clock. */
export async function until(what, ask, seconds = 90) {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(400);
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}
