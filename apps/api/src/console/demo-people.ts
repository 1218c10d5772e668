import fs from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { ApiConfig } from '../config.js';
import { ProblemError } from '../problems/problem-error.js';

/** One of the people of demo.json. The password stays on the server. */
export interface DemoPerson {
  readonly role: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  readonly office: string;
}

/** People to step into, where this server runs a demo; elsewhere there is nothing here, not even an empty list. */
@Injectable()
export class DemoPeople {
  constructor(private readonly config: ApiConfig) {}

  /** @throws ProblemError ROUTE.NOT_FOUND where there is no demo, or it has not been loaded yet. */
  async all(): Promise<readonly DemoPerson[]> {
    const { demoFile } = this.config;
    if (!demoFile) throw new ProblemError('ROUTE.NOT_FOUND');
    const text = await fs.readFile(demoFile, 'utf8').catch(() => null);
    if (text === null) throw new ProblemError('ROUTE.NOT_FOUND');
    return (JSON.parse(text) as { people: DemoPerson[] }).people;
  }

  async get(login: string): Promise<DemoPerson> {
    const person = (await this.all()).find((each) => each.login === login);
    if (!person) throw new ProblemError('AUTH.WRONG_PASSWORD');
    return person;
  }
}
