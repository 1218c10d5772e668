import type { ComponentType } from 'react';
import type { Schemas } from '../api/client.js';
import type { Text } from '../text/catalogue.js';

export type Role = Schemas['PostView']['role'];

/** All the frame needs to know of a page; the rest of its folder is loaded when somebody goes there. */
export interface PageDefinition {
  /** Below `/`, in React Router's notation. */
  readonly path: string;
  readonly title: Text;
  /** Whose menu it is in, and where; a page without is reached from others. The server decides what they may see. */
  readonly menu?: {
    readonly order: number;
    readonly roles: readonly Role[];
    /** Those who begin with it, whatever its order. */
    readonly firstFor?: readonly Role[];
    readonly icon: ComponentType;
  };
  readonly load: () => Promise<{ default: ComponentType }>;
}

/** A page is a folder here with a route.ts that exports its `route`. */
export const definePage = (page: PageDefinition): PageDefinition => page;
