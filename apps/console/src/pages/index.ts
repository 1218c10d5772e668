import type { PageDefinition, Role } from './define-page.js';

const found = import.meta.glob<{ route: PageDefinition }>('./*/route.ts', { eager: true });

export const PAGES: readonly PageDefinition[] = Object.values(found).map(({ route }) => route);

/** The menu of a role, in order; its first entry is where that role begins. */
export const menuOf = (role: Role): PageDefinition[] =>
  PAGES.filter((page) => page.menu?.roles.includes(role)).sort((a, b) => rank(a, role) - rank(b, role));

const rank = ({ menu }: PageDefinition, role: Role): number =>
  menu!.firstFor?.includes(role) ? Number.NEGATIVE_INFINITY : menu!.order;
