import type { Schemas } from '../../api/client.js';

/** What the list can be narrowed to by a figure. */
export type Shown = Exclude<keyof Schemas['MySchoolView']['counts'], 'all'>;
export type ClassView = Schemas['MySchoolView']['classes'][number];

type Place = Pick<ClassView, 'grade' | 'className'>;

/** A class in the address. */
export const keyOf = ({ grade, className }: Place): string => `${grade} ${className}`;
/** A class by name; `none` for children whom no class has. */
export const nameOf = ({ grade, className }: Place, none: string): string => `${grade}${className}` || none;
