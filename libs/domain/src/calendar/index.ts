export {
  type CalendarDate,
  dateOf,
  dayNumber,
  isCalendarDate,
  yearOf,
} from './dates.js';
export {
  addWorkingDays,
  closeOfWorkAt,
  isPublished,
  isWorkingDay,
  localDate,
  nextWorkingDay,
  openOfWorkAt,
  previousWorkingDay,
  startOfDayAt,
  type WorkingCalendar,
  workingDaysBetween,
} from './working-calendar.js';
