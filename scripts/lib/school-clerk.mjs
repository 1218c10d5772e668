// A school's clerk at the HTTP API, as a browser would do it.

/** A request the API refused: its problem's own sentence. */
export class Refused extends Error {
  constructor(what, { status, code, detail }) {
    super(`${what}: ${detail ?? `HTTP ${status}`}${code ? ` (${code})` : ''}`);
    this.code = code;
  }
}

export class SchoolClerk {
  #api;
  #cookie;

  constructor(api, cookie) {
    this.#api = api;
    this.#cookie = cookie;
  }

  /** Signs in and takes the post of clerk at this school, of the posts the person holds. */
  static async signIn(api, { login, password }, school) {
    const answer = await fetch(`${api}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (!answer.ok) throw new Refused(`sign-in as ${login}`, await problemOf(answer));
    const clerk = new SchoolClerk(api, answer.headers.getSetCookie()[0].split(';')[0]);
    const { post, posts } = await clerk.get('/me');
    const wanted = posts.find(({ office, role }) => office === school && role === 'clerk');
    if (!wanted) throw new Error(`${login} is no clerk of ${school}`);
    if (post?.id !== wanted.id)
      await clerk.#send('PUT', '/session/post', JSON.stringify({ postId: wanted.id }), 'application/json');
    return clerk;
  }

  signOut() {
    return this.#send('DELETE', '/session');
  }

  get(path) {
    return this.#send('GET', path);
  }

  upload(fileName, bytes, period) {
    const form = new FormData();
    form.append('period', String(period));
    form.append('file', new Blob([bytes]), fileName);
    return this.#send('POST', '/imports', form);
  }

  /** Every row of an import: {line, outcome, …}. */
  async rows(id) {
    const rows = [];
    for (let after = 0; after !== null; ) {
      const page = await this.get(`/imports/${id}/rows?limit=1000&after=${after}`);
      rows.push(...page.rows);
      after = page.next;
    }
    return rows;
  }

  async #send(method, path, body, contentType) {
    const headers = { cookie: this.#cookie, ...(contentType && { 'content-type': contentType }) };
    const answer = await fetch(`${this.#api}/api/v1${path}`, { method, headers, body });
    if (!answer.ok) throw new Refused(`${method} ${path}`, await problemOf(answer));
    return answer.status === 204 ? null : answer.json();
  }
}

async function problemOf(answer) {
  const problem = await answer.json().catch(() => ({}));
  return { status: answer.status, code: problem.code, detail: problem.messages?.zh ?? problem.detail };
}
