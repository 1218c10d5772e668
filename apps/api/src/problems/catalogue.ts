import type { ProblemEntry } from './entry.js';
import { IMPORT_PROBLEMS } from './import-problems.js';
import { REJECTION_PROBLEMS } from './rejection-problems.js';
import { REQUEST_PROBLEMS } from './request-problems.js';

/** Every problem the API can answer with: its HTTP status, and its sentence in both languages. */
export const CATALOGUE = {
  ...REJECTION_PROBLEMS,
  ...REQUEST_PROBLEMS,
  ...IMPORT_PROBLEMS,
} as const satisfies Record<string, ProblemEntry>;
export type ProblemCode = keyof typeof CATALOGUE;
