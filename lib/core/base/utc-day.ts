const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since 1970 at which a day begins in UTC; null where there is no such day. The core has no clock, and so
 * no `Date`.
 *
 * @example
 * utcDay("2026-11-22"); // 1795305600000
 */
export function utcDay(text: string): number | null {
  const [, years, months, days] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  if (days === undefined || day < 1 || day > length) return null;
  const leapDays = (until: number) =>
    Math.floor(until / 4) - Math.floor(until / 100) + Math.floor(until / 400);
  const before = (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969);
  const inYear = MONTH_DAYS.slice(0, month - 1).reduce((sum, each) => sum + each, 0);
  return (before + inYear + (month > 2 && isLeap ? 1 : 0) + day - 1) * 86_400_000;
}
