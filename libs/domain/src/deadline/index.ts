export { type Deadline, deadlineOf, type Remainder, remainderOf } from './deadline.js';
export { durationOf, isDuration, type Limit, millisecondsOf } from './limit.js';
export { type Audience, DEFAULT_LADDER, type Ladder, type Rung, RUNGS } from './ladder.js';
export { type Moment, moments, nextMoment } from './moments.js';
