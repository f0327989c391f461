import fc from "fast-check";
import { expect, it } from "vitest";
import { utcDay } from "./utc-day";

it("a day begins when the platform's own calendar says so", () => {
  const days = fc.date({ min: new Date("1900-01-01"), max: new Date("2400-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(utcDay(day)).toBe(Date.parse(`${day}T00:00:00Z`));
    }),
  );
});

it("there is no 30 February", () => {
  expect([utcDay("2026-02-30"), utcDay("2026-13-01"), utcDay("2025-02-29"), utcDay("soon")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
