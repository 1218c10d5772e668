import { useSearchParams } from 'react-router';
import type { Schemas } from '../../api/client.js';

const DUE = ['late', 'soon', 'open'] as const;
export type Due = (typeof DUE)[number];
type Role = Schemas['SeatFiguresView']['role'];

/** A list that a figure leads to; nothing: the overview. */
export interface LookingAt {
  readonly show?: 'schools' | 'tasks' | 'reminders';
  readonly due?: Due;
  readonly office?: string;
  readonly role?: Role;
  readonly person?: string;
}

/** The address of a list, so that a figure is a link. */
export const listOf = (list: LookingAt): string =>
  `/supervision?${new URLSearchParams(Object.entries(list).filter(([, value]) => value))}`;

/** What is looked at stands in the address: going back from an application shows the same list. */
export function useLookingAt(): LookingAt {
  const [search] = useSearchParams();
  const get = (name: string) => search.get(name) ?? undefined;
  return {
    show: (['schools', 'tasks', 'reminders'] as const).find((each) => each === get('show')),
    due: DUE.find((each) => each === get('due')),
    office: get('office'),
    role: get('role') as Role | undefined,
    person: get('person'),
  };
}
