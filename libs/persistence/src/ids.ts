import { v7 } from 'uuid';

/** Time-ordered ids: new rows land at the end of an index. The one source of ids. */
export const newId = (): string => v7();
