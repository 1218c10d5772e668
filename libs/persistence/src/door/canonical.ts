import { configure } from 'safe-stable-stringify';

const stringify = configure({ strict: true, deterministic: true });

/**
 * JSON in the one form that is hashed (RFC 8785): names in the order of their UTF-16 units, no blanks, numbers and strings
 * as JSON.stringify writes them. Of what JSON cannot say it throws; half of a surrogate pair is refused at the entrance.
 */
export const canonical = (value: unknown): string => stringify(value)!;
