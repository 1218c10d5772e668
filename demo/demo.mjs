// npm run demo [-- outage]: tells one of the demo's stories against a running `npm start`.
const STORIES = { walk: './walk.mjs', outage: './outage.mjs' };

const [story = 'walk'] = process.argv.slice(2);
if (!Object.hasOwn(STORIES, story)) {
  console.error(`there is no story "${story}": ${Object.keys(STORIES).join(', ')}`);
  process.exit(1);
}
await import(STORIES[story]);
