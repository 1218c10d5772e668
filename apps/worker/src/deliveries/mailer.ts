import { createTransport, type Transporter } from 'nodemailer';
import type { MailBook } from '#persistence';

const TIMEOUT = 15_000;

export interface MailerOptions {
  readonly smtpUrl: string;
  readonly from: string;
}

/** Sends an inbox message as e-mail. */
export class Mailer {
  private readonly transport: Transporter;

  constructor(
    private readonly book: MailBook,
    { smtpUrl, from }: MailerOptions,
  ) {
    const timeouts = { connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT };
    this.transport = createTransport({ url: smtpUrl, ...timeouts }, { from });
  }

  /**
   * At least once: a crash between the server's answer and our note of it sends it again, under the same Message-ID,
   * by which the receiver's server knows it.
   */
  async send(id: string, last: boolean): Promise<void> {
    const mail = await this.book.find(id);
    if (!mail) return;
    try {
      await this.transport.sendMail({
        to: { name: mail.name, address: mail.to },
        subject: mail.subject,
        text: mail.body,
        messageId: messageIdOf(id),
      });
    } catch (error) {
      await this.book.failed(id, (error as Error).message, last);
      throw error;
    }
    await this.book.sent(id);
  }

  close(): void {
    this.transport.close();
  }
}

export const messageIdOf = (inboxMessage: string): string => `<${inboxMessage}@zhudao>`;
