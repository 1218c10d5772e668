import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Caller } from './caller.js';

/** What a person would call at once; the promise of the page is two seconds. */
const SOON_MS = 1_500;

/** One open page: all it was told so far. */
export class Listener {
  text = '';
  over = false;

  private constructor(
    readonly headers: Headers,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
  ) {}

  static async of(caller: Caller): Promise<Listener> {
    const response = await fetch(`${caller.address}/api/v1/live`, { headers: { cookie: caller.cookie! } });
    expect(response.status).toBe(200);
    const listener = new Listener(response.headers, response.body!.getReader());
    void listener.read();
    await listener.hears('retry:');
    return listener;
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for (let chunk = await this.reader.read(); !chunk.done; chunk = await this.reader.read())
        this.text += decoder.decode(chunk.value);
    } catch {
      // Its server was killed: over, too.
    }
    this.over = true;
  }

  async hears(words: string, withinMs = SOON_MS): Promise<void> {
    const until = Date.now() + withinMs;
    while (!this.text.includes(words) && Date.now() < until) await pause(10);
    expect(this.text).toContain(words);
  }

  async ends(): Promise<void> {
    const until = Date.now() + SOON_MS;
    while (!this.over && Date.now() < until) await pause(10);
    expect(this.over).toBe(true);
  }

  /** Every office that was named. */
  get offices(): Set<string> {
    return new Set([...this.text.matchAll(/^data: (.*)$/gm)].flatMap(([, json]) => JSON.parse(json!).offices));
  }

  leave = () => this.reader.cancel();
}
