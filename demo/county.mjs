// What the demo and its guided walk share: the county's people, and each step as the person who takes it.
import { parse } from 'csv-parse/sync';
import { readAccounts } from '../scripts/lib/accounts.mjs';
import { Person, Refused, until } from '../scripts/lib/person.mjs';

export const SECONDS = 'demo-seconds';

export class County {
  #people = new Map();

  constructor(api, accountsFile) {
    this.api = api;
    this.accounts = readAccounts(accountsFile);
  }

  /** The person of a seat, signed in; `which` 2 is the second one of the seat. */
  async person(office, role, which = 1) {
    const login = `${office}-${role}${which === 1 ? '' : which}`;
    if (!this.#people.has(login)) {
      const account = this.accounts.get(login);
      if (!account) throw new Error(`there is no account ${login}`);
      this.#people.set(login, await Person.signIn(this.api, account, { office, role }));
    }
    return this.#people.get(login);
  }

  account(office, role, which = 1) {
    return this.accounts.get(`${office}-${role}${which === 1 ? '' : which}`);
  }

  async signOutAll() {
    for (const person of this.#people.values()) await person.signOut().catch(() => {});
    this.#people.clear();
  }

  /** The clerk hands in what is drafted, the head confirms. Null where there is nothing left to hand in. */
  async handIn(school, programmeCode, period) {
    const clerk = await this.person(school, 'clerk');
    const submission = await clerk.post('/submissions', { programmeCode, period }).catch((error) => {
      if (error instanceof Refused && error.code === 'SUBMISSION.EMPTY') return null;
      throw error;
    });
    if (!submission?.id) return null;
    const head = await this.person(school, 'head');
    await head.post(`/submissions/${submission.id}/confirm`, {
      meetingOn: new Date().toISOString().slice(0, 10),
      members: [head.name, clerk.name, '家长代表'],
    });
    return submission;
  }

  /** Approves whatever of a submission lies before this person, and waits until it is done. */
  async approveAll(person, submissionId, opinion) {
    const started = await person.post('/bulk-decisions', { command: 'approve', opinion, selection: { submissionId } });
    return until('the bulk decision', async () => {
      const bulk = await person.get(`/bulk-decisions/${started.id}`);
      return bulk.state === 'done' && bulk;
    });
  }

  /** Applications of a submission with their phases. */
  async phases(person, submissionId) {
    return (await person.get(`/submissions/${submissionId}`)).phases;
  }

  /** From the batch to the bank's answer: one finance officer makes and settles it, another releases it. */
  async pay(countyCode, programmeCode, period, tell = () => {}) {
    const finance = await this.person(countyCode, 'finance');
    const second = await this.person(countyCode, 'finance', 2);
    const { id } = await finance.post('/payment-batches', { programmeCode, period });
    const batch = (phase) =>
      until(`the batch to be ${phase}`, async () => {
        const view = await finance.get(`/payment-batches/${id}`);
        if (view.phase === 'cancelled') throw new Error('the payment batch was cancelled');
        return view.phase === phase && view;
      });
    const frozen = await batch('frozen');
    tell('frozen', { finance, ...frozen });
    await second.post(`/payment-batches/${id}/release`, { totalFen: frozen.totalFen });
    tell('released', { second, ...frozen });
    const sent = await batch('sent');
    for (const { bank } of sent.banks) {
      const file = await finance.bytes(`/payment-batches/${id}/bank-files/${encodeURIComponent(bank)}`);
      tell('file', { bank, file });
      await finance.upload(
        `/payment-batches/${id}/return-files`,
        `回盘-${bank}.csv`,
        Buffer.from(returnFileFor(file.toString('utf8'))),
      );
    }
    return batch('settled');
  }
}

/** What a bank would send back when all went well: number, amount and result of each line it was sent. */
function returnFileFor(bankFile) {
  const sent = parse(bankFile, { bom: true, columns: true }).filter((line) => /^\d+$/.test(line.序号));
  return [
    '序号,金额（元）,处理结果,失败原因',
    ...sent.map((line) => `${line.序号},${line['金额（元）']},成功,`),
    '',
  ].join('\r\n');
}
