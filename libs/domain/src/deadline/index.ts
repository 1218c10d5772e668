export { type Deadline, deadlineOf, type Remainder, remainderOf } from './deadline.js';
export { type Audience, DEFAULT_LADDER, type Ladder, RUNGS, type Rung } from './ladder.js';
export { durationOf, isDuration, type Limit, millisecondsOf } from './limit.js';
export { type Moment, moments, nextMoment } from './moments.js';
export { soonUntil } from './urgency.js';
