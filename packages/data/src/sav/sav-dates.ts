import { isoDate, isoDateTime } from "../source/iso-date.ts";

/** Seconds are counted from the first day of the Gregorian calendar. */
const EPOCH = Date.UTC(1582, 9, 14);

/**
 * How SPSS's seconds since 1582 are shown, by number of the display format, as ISO text that sorts: days,
 * moments, months, quarters. Null for numbers that are none, for durations, and for weekdays and months
 * without a year.
 */
export function savCalendar(format: number): ((seconds: number) => string | null) | null {
  const day = (seconds: number) => isoDate(Math.round(seconds * 1000) + EPOCH);
  switch (format) {
    // DATE, ADATE, JDATE, WKYR, EDATE, SDATE
    case 20:
    case 23:
    case 24:
    case 30:
    case 38:
    case 39:
      return day;
    // DATETIME, YMDHMS
    case 22:
    case 41:
      return (seconds) => isoDateTime(Math.round(seconds * 1000) + EPOCH);
    // MOYR
    case 28:
      return (seconds) => day(seconds)?.slice(0, 7) ?? null;
    // QYR
    case 29:
      return (seconds) => {
        const date = day(seconds);
        return date && `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
      };
    default:
      return null;
  }
}
