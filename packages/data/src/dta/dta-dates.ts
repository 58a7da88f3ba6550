import { isoDate, isoDateTime } from "../source/iso-date.ts";

/**
 * How Stata's counts since 1960 are shown, by display format, as ISO text that sorts: days, milliseconds,
 * weeks (52 a year), months, quarters and half-years. Null for numbers that are none, and for years.
 */
export function dtaCalendar(format: string): ((count: number) => string | null) | null {
  const unit = /^%-?(?:(d)|t([cCdwmqh]))/.exec(format);
  switch (unit?.[1] ?? unit?.[2]) {
    case "d":
      return (days) => isoDate(days * DAY + EPOCH);
    case "c":
    case "C":
      return (ms) => isoDateTime(Math.round(ms) + EPOCH);
    case "w":
      return parts(52, (year, week) => `${year}-W${String(week).padStart(2, "0")}`);
    case "m":
      return parts(12, (year, month) => `${year}-${String(month).padStart(2, "0")}`);
    case "q":
      return parts(4, (year, quarter) => `${year}-Q${quarter}`);
    case "h":
      return parts(2, (year, half) => `${year}-H${half}`);
    default:
      return null;
  }
}

const DAY = 86_400_000;
const EPOCH = Date.UTC(1960, 0, 1);

function parts(perYear: number, show: (year: string, part: number) => string) {
  return (count: number): string | null => {
    const whole = Math.floor(count);
    const year = 1960 + Math.floor(whole / perYear);
    return year < 0 || year > 9999
      ? null
      : show(String(year).padStart(4, "0"), whole - (year - 1960) * perYear + 1);
  };
}
