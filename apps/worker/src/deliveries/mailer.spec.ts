import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Mail, MailBook } from '#persistence';
import { Mailer } from './mailer.js';

const ID = '0190a000-0000-7000-8000-000000000001';
const INJECTED = 'a\r\nBcc: victim@evil.example\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>';

interface Received {
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
}

let server: SMTPServer;
let smtpUrl: string;
let received: Received[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      simpleParser(stream).then((mail) => {
        received.push({ recipients, mail });
        done();
      }, done);
    },
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?ignoreTLS=true`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** What arrives of a message that stands in the book. */
async function delivered(mail: Omit<Mail, 'id'>): Promise<Received> {
  received = [];
  const book = {
    find: async () => ({ id: ID, ...mail }),
    sent: async () => {},
    failed: async () => {},
  } as unknown as MailBook;
  const mailer = new Mailer(book, { smtpUrl, from: 'zhudao@example.test' });
  await mailer.send(ID, false);
  mailer.close();
  return received[0]!;
}

describe('a message in which somebody’s name, subject or text holds headers', () => {
  it('goes to its one reader, as plain text, with no header of theirs', async () => {
    const { recipients, mail } = await delivered({
      name: INJECTED,
      to: 'reviewer@example.test',
      subject: INJECTED,
      body: INJECTED,
    });
    expect(recipients).toEqual(['reviewer@example.test']);
    expect(mail.bcc).toBeUndefined();
    expect(mail.html).toBe(false);
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'text/plain' });
    expect(mail.text).toContain('<script>alert(1)</script>');
  });

  it('reaches nobody where the address itself holds more than one', async () => {
    const { recipients } = await delivered({
      name: '周文',
      to: 'reviewer@example.test\r\nRCPT TO:<victim@evil.example>',
      subject: '催办',
      body: '1 件',
    }).catch(() => ({ recipients: [] as string[] }));
    expect(recipients.filter((address) => address.includes('evil'))).toEqual([]);
  });
});
