/** Dates and times as a summary prints them, all in one zone. */
export interface SummaryDates {
  /** "Tue 24 Nov 2026" */
  day(moment: Date): string;
  /** "Tue 24 Nov", with its year where that is another than the year of `near`. */
  dayNear(moment: Date, near: Date): string;
  /** "24 Nov", where the year is plain from what stands around it. */
  shortDay(moment: Date): string;
  /** "Tue 24 Nov 2026, 3:00 pm" */
  moment(moment: Date): string;
  /** "3:00 pm" */
  time(moment: Date): string;
  /** "2026-11-24 15:00", for records. */
  record(moment: Date): string;
  /** "2026-11-24" */
  isoDay(moment: Date): string;
}

type Part = Intl.DateTimeFormatPartTypes;

/** The dates of a zone. @throws {RangeError} when `timeZone` is no IANA zone. */
export function summaryDates(timeZone: string): SummaryDates {
  const reading = parts({
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hour12: true,
  });
  const records = parts({
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = (moment: Date): string => {
    const part = reading(moment);
    return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`;
  };
  const time = (moment: Date): string => {
    const part = reading(moment);
    return `${part('hour')}:${part('minute')} ${part('dayPeriod').toLowerCase()}`;
  };
  const isoDay = (moment: Date): string => {
    const part = records(moment);
    return `${part('year')}-${part('month')}-${part('day')}`;
  };
  return {
    day,
    isoDay,
    dayNear(moment, near) {
      const part = reading(moment);
      return part('year') === reading(near)('year')
        ? `${part('weekday')} ${part('day')} ${part('month')}`
        : day(moment);
    },
    shortDay(moment) {
      const part = reading(moment);
      return `${part('day')} ${part('month')}`;
    },
    time,
    moment: (moment) => `${day(moment)}, ${time(moment)}`,
    record(moment) {
      const part = records(moment);
      return `${isoDay(moment)} ${part('hour')}:${part('minute')}`;
    },
  };
}

/**
 * "Sat 28 Nov 2026" for "2026-11-28": a day that belongs to no zone. With `near`, its year only where that is another.
 * What is no such day is given back as it is.
 */
export function writtenDay(isoDay: string, near?: Date): string {
  const noon = new Date(`${isoDay}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return isoDay;
  const dates = summaryDates('UTC');
  return near ? dates.dayNear(noon, near) : dates.day(noon);
}

/** The pieces of a date, put together by hand: how a locale joins them changes between versions of its data. */
function parts(options: Intl.DateTimeFormatOptions): (moment: Date) => (type: Part) => string {
  const format = new Intl.DateTimeFormat('en-US', options);
  return (moment) => {
    const found = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    return (type) => found.get(type) ?? '';
  };
}
