export * from './applications.js';
export * from './cursor.js';
export * from './decisions.js';
export * from './inbox.js';
export * from './masks.js';
export * from './people.js';
export * from './personal-data.js';
export * from './search-children.js';
export * from './sessions.js';
export * from './who-and-where.js';
export {
  type StageCount,
  type TaskRow,
  type WorklistFilter,
  type WorklistScope,
  worklistCounts,
  worklistPage,
} from './worklist.js';
export * from './worklist-groups.js';
