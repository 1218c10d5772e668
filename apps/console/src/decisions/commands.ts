import { api, type Schemas } from '../api/client.js';

type Available = Schemas['ApplicationView']['availableCommands'][number];

/** What a form of a command may have collected; the server checks each. */
export interface Values {
  readonly opinion?: string;
  readonly items?: string[];
  readonly reason?: string;
  readonly changed?: string[];
  readonly card?: string;
  readonly bank?: string;
  readonly phone?: string;
  readonly guardian?: string;
  readonly text?: string;
}

interface Command {
  /** As the server lists it among `availableCommands`. */
  readonly type: Available;
  readonly send: (id: string, revision: number, values: Values, key: string) => Promise<unknown>;
  readonly look?: 'primary' | 'danger';
}

const at = (id: string, key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } } });
const blank = (text?: string) => text?.trim() || undefined;

/** Commands people give on this page, in the order of their buttons. What is not available is not shown. */
export const COMMANDS = {
  approve: {
    type: 'ApproveApplication',
    look: 'primary',
    send: (id, revision, { opinion }, key) =>
      api.POST('/api/v1/applications/{id}/approve', { ...at(id, key), body: { revision, opinion: blank(opinion) } }),
  },
  return: {
    type: 'ReturnApplication',
    send: (id, revision, { opinion, items = [] }, key) =>
      api.POST('/api/v1/applications/{id}/return', {
        ...at(id, key),
        body: { revision, items, opinion: blank(opinion) },
      }),
  },
  reject: {
    type: 'RejectApplication',
    look: 'danger',
    send: (id, revision, { opinion, reason = '' }, key) =>
      api.POST('/api/v1/applications/{id}/reject', {
        ...at(id, key),
        body: { revision, reason, opinion: blank(opinion) },
      }),
  },
  resubmit: {
    type: 'ResubmitApplication',
    look: 'primary',
    send: (id, revision, { changed = [], card, bank, phone, guardian, text }, key) =>
      api.POST('/api/v1/applications/{id}/resubmit', {
        ...at(id, key),
        body: {
          ...{ revision, changed },
          ...{
            card: blank(card),
            bank: blank(bank),
            phone: blank(phone),
            guardian: blank(guardian),
            note: blank(text),
          },
        },
      }),
  },
  recall: {
    type: 'RecallApplication',
    send: (id, _, __, key) => api.POST('/api/v1/applications/{id}/recall', { ...at(id, key), body: {} }),
  },
  hold: {
    type: 'HoldApplication',
    send: (id, _, { text = '' }, key) =>
      api.POST('/api/v1/applications/{id}/hold', { ...at(id, key), body: { reason: text } }),
  },
  resume: {
    type: 'ResumeApplication',
    send: (id, _, __, key) => api.POST('/api/v1/applications/{id}/resume', { ...at(id, key), body: {} }),
  },
  appeal: {
    type: 'AppealApplication',
    send: (id, _, { text }, key) =>
      api.POST('/api/v1/applications/{id}/appeal', { ...at(id, key), body: { grounds: blank(text) } }),
  },
  withdraw: {
    type: 'WithdrawApplication',
    send: (id, _, { text }, key) =>
      api.POST('/api/v1/applications/{id}/withdraw', { ...at(id, key), body: { note: blank(text) } }),
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;
export const commandsOf = (available: readonly Available[]): CommandName[] =>
  (Object.keys(COMMANDS) as CommandName[]).filter((name) => available.includes(COMMANDS[name].type));

export const giveCommand = (name: CommandName, id: string, revision: number, values: Values, key: string) =>
  COMMANDS[name].send(id, revision, values, key);
